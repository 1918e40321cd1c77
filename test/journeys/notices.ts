import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { makeFirstKey } from './makeKey.ts';
import { eventually } from './support/eventually.ts';
import { letDaysPass } from './support/laterDays.ts';
import type { Session } from './support/session.ts';
import { usePartOf } from './support/usePartOf.ts';
import type { Workbench } from './support/workbench.ts';

/** Longer than a window takes from its first rows to a notice. */
const settlingMs = 6_000;

/** @param first The second window on the same folder, until the restart. */
export function notices(journey: { readonly session: Session }, first: () => Workbench): void {
  describe('a key that expires soon, and a person with two windows', () => {
    usePartOf(journey);

    let second: Workbench;
    /** The window that told last. */
    let teller: Workbench;
    const windows = () => [journey.session.window, second];

    /** What the windows say of expiry, after each of them has asked the server and is at rest. */
    const said = async () => {
      await pause(settlingMs);
      const all = await Promise.all(windows().map((window) => window.notifications.list()));
      return all.map((notices) => notices.filter(({ text }) => /expire|attention/.test(text)));
    };
    const lookAgain = async () => {
      await Promise.all(windows().map((window) => window.view('API Keys').titleAction('Refresh')));
    };
    /** Waits until one of the windows says it; answers with that window. */
    const whoSays = async (text: RegExp) => {
      const found = await eventually(
        `A notice ${text.source}`,
        async () => {
          for (const window of windows()) {
            const notices = await window.notifications.list();
            if (notices.some((notice) => text.test(notice.text))) return window;
          }
          return undefined;
        },
        (window) => window !== undefined,
      );
      return found!;
    };

    it('says nothing of a key that has time', async () => {
      const { session } = journey;
      await makeFirstKey(session);
      second = first();
      for (const window of windows()) {
        await window.page.bringToFront();
        await window.activityBar.open('Keyrail');
        await window.view('API Keys').row('first run');
      }
      await lookAgain();
      assert.deepEqual(await said(), [[], []]);
    });

    it('tells of seven days once, in one of the windows', async () => {
      const { session } = journey;
      letDaysPass(session, 84);
      await lookAgain();
      teller = await whoSays(/first run expires in 5 d/);
      const notices = (await said()).flat();
      assert.equal(notices.length, 1, JSON.stringify(notices));
      assert.equal(notices[0]?.severity, 'info');
      assert.deepEqual(notices[0].buttons, [
        'Rotate with Overlap',
        'Snooze for a Day',
        'Never Again',
      ]);
      await session.screenshot('told here', teller);
      const other = windows().find((each) => each !== teller)!;
      await session.screenshot('and not there', other);
      assert.match(await other.statusBar.text('keyrail.keyrail'), /1$/);
    });

    it('does not say it again: not after a refresh, and not after a restart', async () => {
      const { session } = journey;
      await teller.notifications.click(/expires/, 'Snooze for a Day');
      await lookAgain();
      assert.deepEqual(await said(), [[], []]);
      await session.restart();
      second = await session.openWindow();
      for (const window of windows()) await window.activityBar.open('Keyrail');
      await Promise.all(windows().map((window) => window.view('API Keys').row('first run')));
      assert.deepEqual(await said(), [[], []]);
    });

    it('makes one notice of several keys, and shows them', async () => {
      const { session } = journey;
      const { window } = session;
      for (const name of ['ci', 'staging']) await createKey(window, name);
      letDaysPass(session, 85);
      await lookAgain();
      teller = await whoSays(/need attention/);
      const notices = (await said()).flat();
      assert.equal(notices.length, 1, JSON.stringify(notices));
      assert.match(
        notices[0]!.text,
        /^2 keys need attention: .*expires in 4 d; .*expires in 4 d\./,
      );
      await session.screenshot('several at once', teller);
      await teller.notifications.click(/need attention/, 'Show Keys');
      await teller.view('API Keys').waitForMessage(/filter: needs attention/);
      await teller
        .view('API Keys')
        .waitForRows('what needs attention', (rows) => rows.length === 3);
      await session.screenshot('what needs attention', teller);
      await teller.view('API Keys').titleAction('Clear Filter');
    });

    it('puts what needs attention first in a group', async () => {
      const { session } = journey;
      await createKey(session.window, 'fresh');
      await session.window.palette.ask('Filter and Group');
      await session.window.quickInput.pick('What needs attention first');
      const wanted = ['Needs attention 3', 'first run', 'staging', 'ci', 'In order 1', 'fresh'];
      await session.window.view('API Keys').waitForRows('groups', (rows) =>
        isDeepStrictEqual(
          rows.map(({ label, description }) =>
            description.length < 3 ? `${label} ${description}` : label,
          ),
          wanted,
        ),
      );
      await session.screenshot('grouped');
    });
  });
}

async function createKey(window: Workbench, name: string): Promise<void> {
  await window.palette.ask('Create Key');
  await window.quickInput.waitForTitle(/Create Key/);
  await window.quickInput.pickMany(['runs:write']);
  await window.quickInput.pick('In 90 days');
  await window.quickInput.answer(name);
  await window.view('API Keys').row(name);
  await window.notifications.dismiss(/is kept by this editor/);
}
