import assert from 'node:assert/strict';
import { checklistRequest } from '../../src/panels/protocol/checklist.ts';
import { parseRequest } from '../../src/panels/protocol/parse.ts';
import { playgroundRequest } from '../../src/panels/protocol/playground.ts';
import { fuzzedMessages } from '../hardening/pages/fuzzedMessages.ts';
import { hostileTexts } from '../hardening/text/hostileText.ts';
import { temporaryFolder } from '../support/owned.ts';
import { startStandalonePlane, type StandalonePlane } from '../support/standalonePlane.ts';
import { connectByUrl } from './support/connecting.ts';
import { eventually } from './support/eventually.ts';
import { startHostilePlane, type HostilePlane } from './support/hostilePlane.ts';
import { borrowVoice, type PageVoice } from './support/pageVoice.ts';
import { useSession } from './support/useSession.ts';

/** What no name may bring onto the screen: controls, what turns the reading, what cannot be seen. */
const odd =
  /[\p{Cc}\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff]|[\u{e0000}-\u{e007f}]/u;
const longest = 1000;
const messagesOfAPage = 10_000;

describe('a control plane and pages that mean ill', () => {
  const journey = useSession({ name: 'hostile' });
  // An answer is at most 5 MiB long; the longest texts keep what is odd about them.
  const texts = Object.values(hostileTexts).map((text) => text.slice(0, 20_000).toWellFormed());
  const happened: string[] = [];
  let data: Awaited<ReturnType<typeof temporaryFolder>>;
  let real: StandalonePlane;
  let plane: HostilePlane;
  let voice: PageVoice;

  before(async () => {
    data = await temporaryFolder('hostile-plane');
    real = await startStandalonePlane(data.path);
    const { window } = journey.session;
    voice = await borrowVoice(window.page);
    window.page.on('dialog', (dialog) => happened.push(`a dialog: ${dialog.message()}`));
    window.page.on('request', (request) => {
      if (request.url().includes('evil.test')) happened.push(`a request to ${request.url()}`);
    });
    const management = `${real.url}/api/v1/saas/workspaces/${real.workspaceId}`;
    const post = async (path: string, body: object) => {
      const answer = await fetch(`${management}/${path}`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${real.managementToken}`,
          'idempotency-key': crypto.randomUUID(),
        },
        body: JSON.stringify(body),
      });
      assert.ok(answer.ok, `${path}: ${answer.status}`);
    };
    await post('bootstrap', {});
    for (const [at] of texts.entries()) {
      await post('service-accounts', { name: `account ${at}` });
      await post('api-keys', { scope: ['runs:write'] });
    }
    plane = await startHostilePlane(real, texts);
  });

  after(async () => {
    await plane.close();
    await real.dispose();
    data.dispose();
  });

  const judge = (where: string, read: string) => {
    // What Keyrail itself puts around a name that is read from right to left.
    const shown = read.replace(/\u2068([^\u2066-\u2069]*)\u2069/g, '$1');
    assert.doesNotMatch(shown, odd, `${where}: ${JSON.stringify(shown.slice(0, 200))}`);
    assert.ok(shown.length <= longest, `${where} is ${shown.length} characters long`);
  };

  it('draws its names as plain words', async () => {
    const { window } = journey.session;
    await window.activityBar.open('Keyrail');
    await connectByUrl(window, {
      url: plane.url,
      name: 'Hostile',
      headers: { Authorization: `Bearer ${real.managementToken}` },
    });
    for (const name of ['API Keys', 'Service Accounts']) {
      await window.view(name).expandView();
      const rows = await window.view(name).waitForRows(name, (all) => all.length > 5);
      for (const { label, description, ariaLabel } of rows) {
        judge(`a label of ${name}`, label);
        assert.notEqual(label.trim(), '', `a row of ${name} has no name`);
        judge(`a description of ${name}`, description);
        judge(`a row of ${name} for a screen reader`, ariaLabel);
      }
    }
    judge('the status bar', await window.statusBar.text('keyrail.keyrail'));
    await journey.session.screenshot('trees');
  });

  it('makes no link, icon or picture of them in tooltips and lists', async () => {
    const { window } = journey.session;
    const { page } = window;
    const labels = page.locator('.pane .monaco-list-row .label-name:visible');
    for (let at = 0; at < Math.min(4, await labels.count()); at++) {
      await page.mouse.move(0, 0);
      await labels.nth(at).hover();
      const hover = page.locator('.monaco-hover:visible').filter({ hasText: 'Prefix:' }).last();
      await hover.waitFor();
      const links = await hover
        .locator('a')
        .evaluateAll((all) =>
          all.map((each) => each.getAttribute('data-href') ?? each.getAttribute('href')),
        );
      assert.deepEqual(
        links.filter((href) => href && !href.startsWith('#')),
        [],
      );
      assert.equal(await hover.locator('img, svg[onload], script').count(), 0);
    }
    await journey.session.screenshot('tooltip');
    await page.mouse.move(0, 0);
    await window.palette.run('Keyrail: Revoke Key…');
    for (const { label, description, detail } of await window.quickInput.items()) {
      judge('an entry to pick', `${label} ${description} ${detail}`);
    }
    const list = page.locator(
      '.quick-input-list .codicon-verified-filled, .quick-input-list .codicon-modifier-spin',
    );
    assert.equal(await list.count(), 0);
    await journey.session.screenshot('to pick');
    await window.quickInput.cancel();
  });

  for (const [command, title, schema, name] of [
    ['Keyrail: Open First-Run Checklist', 'First run', checklistRequest, 'checklist'],
    ['Keyrail: Open Playground', 'Playground', playgroundRequest, 'playground'],
  ] as const) {
    it(`shows them as text in the ${name}, and takes nothing from it that it does not know`, async () => {
      const { window } = journey.session;
      await window.palette.run(command);
      const body = (await window.webview()).locator('body');
      await body.waitFor();
      const strange = fuzzedMessages(name, 20_261_125, messagesOfAPage * 2).flatMap((message) => {
        const text = jsonOf(message);
        return text !== undefined &&
          parseRequest<{ type: string }>(schema, JSON.parse(text)) === undefined
          ? [text]
          : [];
      });
      const sent = strange.slice(0, messagesOfAPage);
      assert.equal(sent.length, messagesOfAPage);
      const before = plane.changes.length;
      await voice.say(title, sent);
      await journey.session.screenshot(name);
      assert.equal(await body.locator('img[src="x"], svg[onload], script:not([nonce])').count(), 0);
      assert.equal(plane.changes.length, before, 'nothing was asked of the control plane');
      assert.equal(await window.dialog.isOpen(), false);
      assert.equal(await window.quickInput.isOpen(), false);
    });
  }

  it('said once for each page that it sends what is none of its own', async () => {
    const said = () =>
      journey.session.log().match(/sent a message that is none of its own/g)?.length ?? 0;
    await eventually('Two lines of the log', said, (count) => count === 2);
  });

  it('brought about nothing else', () => {
    assert.deepEqual(happened, []);
  });
});

/** `undefined` for what has no JSON: such a message cannot be sent by this test. */
function jsonOf(message: unknown): string | undefined {
  try {
    return JSON.stringify(message);
  } catch {
    return undefined;
  }
}
