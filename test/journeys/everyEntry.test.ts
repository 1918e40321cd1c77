import assert from 'node:assert/strict';
import { menuEntries, type MenuEntry } from '../support/menuEntries.ts';
import { makeFirstKey } from './makeKey.ts';
import { eventually } from './support/eventually.ts';
import { look, putAway, surfaceOf, type Before } from './support/surface.ts';
import { useSession } from './support/useSession.ts';

/**
 * What each entry of a view's title shows, whatever row is selected: `quiet` where rows are all that
 * changes. Where a row says more than no row does, the second is for that row. The first list is of
 * entries that are not there yet; the journeys `connections` and `panic` run those.
 */
const elsewhere = [
  'keyrail.removeEnvLines',
  'keyrail.reviewDismissed',
  'keyrail.withdrawConsent',
  'keyrail.panic',
];
const outcomes: Readonly<Record<string, RegExp | 'quiet'>> = {
  'keyrail.createKey': /^question: Create Key/,
  'keyrail.filterKeys': /^question: Filter Keys/,
  'keyrail.clearFilter': 'quiet',
  'keyrail.refresh': 'quiet',
  'keyrail.groupKeys': /^question: Group Keys/,
  'keyrail.openChecklist': /^tab: /,
  'keyrail.openPlayground': /^tab: /,
  'keyrail.runDemo': /^dialog: Make Demo Run: first run/,
  'keyrail.recover': /^notice: Nothing was interrupted/,
  'keyrail.switchWorkspace': /^question: Switch Control-Plane Workspace/,
  'keyrail.switchConnection': /^question: Switch Connection/,
  'keyrail.connect': /^question: Connect to a Server/,
  'keyrail.manageConnections': /^question: Manage Connections/,
  'keyrail.manageEvidence': /^question: Manage Evidence/,
  'keyrail.showLedger': /^tab: /,
  'keyrail.showLog': /^panel/,
  'keyrail.createServiceAccount': /^question: Create Service Account/,
};

/** What an entry of a row's menu shows, for a key in use, a revoked one, and a service account. */
const ofRows: Readonly<Record<string, RegExp>> = {
  'keyrail.writeToEnv': /^(question|dialog): /,
  'keyrail.rotate': /^question: Rotate first run/,
  'keyrail.copySecret': /^dialog: Copy Secret: first run/,
  'keyrail.revealSecret': /^dialog: Reveal Secret: first run/,
  'keyrail.putIntoProgram': /^(question: Put Secret Into|notice: No program that keeps)/,
  'keyrail.lendKey': /^question: Lend Key/,
  'keyrail.whereIsIt': /^question: Where is (first run|grk_)/,
  'keyrail.copyCurl': /^status: Copied/,
  'keyrail.runDemo': /^dialog: Make Demo Run: first run/,
  'keyrail.openPlayground': /^tab: /,
  'keyrail.copyKeyId': /^status: Copied the id of/,
  'keyrail.setKeyName': /^question: Rename/,
  'keyrail.setRotationWindow': /^question: Set Rotation Window of/,
  'keyrail.forgetSecret': /^dialog: Forget the local copy of/,
  'keyrail.revokeKey': /^dialog: .*revoke first run/i,
  'keyrail.createKey': /^question: Create Key/,
  'keyrail.showAccountKeys': /^question: Keys of local-dev/,
  'keyrail.copyText': /^status: Copied: /,
  'keyrail.disableServiceAccount': /^dialog: Disable service account local-dev/,
};

const states = ['nothing', 'a key', 'a revoked key', 'a group', 'a service account'] as const;
type State = (typeof states)[number];

describe('every entry of the menus', function () {
  this.timeout(300_000);
  const journey = useSession({ name: 'every-entry', begins: 'with the first key' });
  const keys = () => journey.session.window.view('API Keys');
  const accounts = () => journey.session.window.view('Service Accounts');
  let revoked = '';

  before(async () => {
    const { window } = journey.session;
    await makeFirstKey(journey.session);
    await accounts().expandView();
    // A second key, without a name, to be revoked.
    await window.palette.ask('Create Key');
    await window.quickInput.waitForTitle(/Create Key/);
    await window.quickInput.pickMany(['runs:write']);
    await window.quickInput.pick('In a year');
    await window.quickInput.answer('');
    await window.notifications.dismiss(/is kept by this editor/);
    const rows = await keys().waitForRows('two keys', (all) => all.length === 2);
    revoked = rows.find(({ label }) => label !== 'first run')?.label ?? '';
    await keys().choose(revoked, 'Revoke Key…');
    await window.dialog.click('Revoke Key');
    await keys().expand('Ended (1)');
    await keys().waitForRows('a revoked key', (all) =>
      all.some(({ description }) => /revoked/.test(description)),
    );
    await putAway(window, { tabs: [], status: '' });
  });

  const select = async (state: State) => {
    const { window } = journey.session;
    const before = await look(window);
    if (state === 'a key') await keys().click('first run');
    if (state === 'a revoked key') {
      await keys().expand('Ended (1)');
      await keys().click(revoked);
    }
    if (state === 'a service account') await accounts().click('local-dev');
    if (state === 'a group') {
      await keys().titleMenu('Group Keys…');
      await window.quickInput.pick('By effective status');
      await keys().click('Active');
    }
    // A click on a key shows where its value is, or what is known of it; an account opens.
    if (state === 'a key' || state === 'a revoked key') {
      await eventually('What the click shows', () => surfaceOf(window, before), Boolean);
    }
    await putAway(window, before);
  };

  /** The next word that the window says comes after whatever it would have said before. */
  const saidUntilNow = async (before: Before) => {
    const { window } = journey.session;
    await window.palette.run('Keyrail: Finish Interrupted Operations');
    await window.notifications.waitFor(/Nothing was interrupted/);
    const notices = await window.notifications.list();
    const others = notices.filter(({ text }) => !text.includes('Nothing was interrupted'));
    await putAway(window, before);
    return others.map(({ text }) => `notice: ${text}`).join('\n');
  };

  /** Presses, and answers with what is shown; `''` where nothing came. */
  const shownAfter = async (press: () => Promise<void>, expected: RegExp | 'quiet') => {
    const { window } = journey.session;
    const before = await look(window);
    await press();
    if (expected === 'quiet') return saidUntilNow(before);
    // Progress that has come to its end is shown for a moment before what it ended in.
    const seen = await eventually(
      'What it shows',
      () => surfaceOf(window, before),
      (now) => expected.test(now),
    );
    await putAway(window, before);
    return seen;
  };

  const holds = (seen: string, expected: RegExp | 'quiet') => {
    assert.doesNotMatch(seen, /argument|went wrong/);
    if (expected === 'quiet') assert.equal(seen, '');
    else assert.match(seen, expected);
  };

  it('of the titles is in the list of this test', () => {
    const known = [...Object.keys(outcomes), ...elsewhere].toSorted();
    const all = menuEntries('view/title').map(({ command }) => command);
    assert.deepEqual([...new Set(all)].toSorted(), known);
  });

  it('of the rows is in the list of this test', () => {
    const here = new Set(menuEntries('view/item/context').map(({ command }) => command));
    // Of rows in other states: journeys `terminal`, `lendKey`, `rotatedPair`, `fewerScopes` and `programs`.
    const others = [
      'keyrail.useInTerminal',
      'keyrail.importSecret',
      'keyrail.restoreSecret',
      'keyrail.endLoan',
      'keyrail.endOldKeyNow',
      'keyrail.keepOldKey',
      'keyrail.undoWrite',
      'keyrail.updatePlace',
      'keyrail.removePlace',
    ];
    const known = [...Object.keys(ofRows), ...others].toSorted();
    assert.deepEqual([...here].toSorted(), known);
  });

  const pressTitle = async ({ title, isIcon, when }: MenuEntry) => {
    const view = when.includes('keyrail.serviceAccounts') ? accounts() : keys();
    await (isIcon ? view.titleAction(title) : view.titleMenu(title));
  };

  describe('of a row’s own', () => {
    for (const entry of menuEntries('view/item/context')) {
      const expected = ofRows[entry.command];
      if (expected === undefined) continue;
      it(`${entry.command}${entry.isIcon ? ', as an icon' : ''} of ${/view == (\S+)/.exec(entry.when)?.[1]}`, async () => {
        const isAccount = entry.when.includes('keyrail.serviceAccounts');
        const isFact = entry.command === 'keyrail.copyText';
        const view = isAccount ? accounts() : keys();
        if (isFact) await view.expand('first run');
        const row = isAccount ? 'local-dev' : isFact ? 'Last used' : 'first run';
        const press = () =>
          entry.isIcon ? view.inline(row, entry.title) : view.choose(row, entry.title);
        holds(await shownAfter(press, expected), expected);
      });
    }
  });

  it('keyrail.clearFilter of keyrail.apiKeys, with the row selected that the filter lets through', async () => {
    const { window } = journey.session;
    await keys().titleAction('Filter Keys…');
    await window.quickInput.answer('first run');
    await keys().waitForRows('the filtered row', (all) => all.length === 1);
    await select('a key');
    const before = await look(window);
    await keys().titleAction('Clear Filter');
    // The key in use, and the fold of what is over.
    await keys().waitForRows('all rows again', (all) => all.length === 2);
    assert.equal(await saidUntilNow(before), '');
  });

  for (const state of states) {
    describe(`with ${state} selected`, () => {
      before(() => select(state));
      for (const entry of menuEntries('view/title')) {
        const expected = outcomes[entry.command];
        if (expected === undefined || entry.command === 'keyrail.clearFilter') continue;
        it(`${entry.command} of ${/view == (\S+)/.exec(entry.when)?.[1]}`, async () => {
          holds(await shownAfter(() => pressTitle(entry), expected), expected);
        });
      }
    });
  }
});
