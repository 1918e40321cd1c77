import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { eventually } from './support/eventually.ts';
import { installNeighbour } from './support/neighbourExtension.ts';
import { lifecycleFolder, race, type Raced } from './support/racing.ts';
import { useSession } from './support/useSession.ts';
import type { Workbench } from './support/workbench.ts';

interface NewKey {
  readonly keyId: string;
  readonly keyPrefix: string;
}

describe('windows of one person that do the same at once', () => {
  const journey = useSession({
    name: 'four-windows',
    beside: installNeighbour,
    // The neighbour calls commands as a program does, which its person has allowed.
    settings: { 'keyrail.automation': true },
  });
  const windows: Workbench[] = [];
  let serviceAccountId = '';
  let serving = 0;

  const machine = () => path.dirname(journey.session.folder);
  const all = <T>(command: string, argument: object) =>
    race<T>(machine(), windows, command, argument);
  const first = async <T>(command: string, argument: object = {}): Promise<T> => {
    const [outcome] = await race<T>(machine(), windows.slice(0, 1), command, argument);
    assert.equal(outcome?.error, undefined, command);
    serving = outcome?.pid ?? 0;
    // `as`: a command that did not throw answered.
    return outcome?.value as T;
  };
  const done = <T>(outcomes: readonly Raced<T>[]): T[] =>
    outcomes.flatMap(({ value }) => (value === undefined ? [] : [value]));
  const journal = () => {
    const folder = path.join(lifecycleFolder(machine()), 'journal');
    return readdirSync(folder).filter((name) => name.endsWith('.json'));
  };
  const open = async (count: number) => {
    while (windows.length < count) {
      const window = await journey.session.openWindow();
      await window.activityBar.open('Keyrail');
      windows.push(window);
    }
  };
  /** All windows show the same rows once each has asked. */
  const agree = async (live: number) => {
    for (const window of windows) {
      await window.page.bringToFront();
      await window.palette.run('Keyrail: Refresh');
      await window.view('API Keys').waitForRows(`${live} live keys`, (rows) => {
        // What is over is folded.
        const shown = rows.filter(({ label }) => !label.startsWith('Ended ('));
        return shown.length === live;
      });
    }
  };

  before(async () => {
    const { window } = journey.session;
    windows.push(window);
    await window.activityBar.open('Keyrail');
    await first('connect', { kind: 'local' });
    await first('bootstrapWorkspace');
    ({ serviceAccountId } = await first<{ serviceAccountId: string }>('createServiceAccount', {
      name: 'race',
    }));
  });

  for (const [count, live] of [
    [2, 2],
    [4, 5],
  ] as const) {
    let made: readonly NewKey[] = [];

    it(`creates a key in each of ${count} windows`, async () => {
      await open(count);
      const outcomes = await all<NewKey>('createKey', {
        serviceAccountId,
        scope: ['runs:write'],
        name: `of ${count} windows`,
      });
      made = done(outcomes);
      assert.deepEqual(
        outcomes.flatMap(({ error }) => error ?? []),
        [],
      );
      assert.equal(new Set(made.map(({ keyId }) => keyId)).size, count);
      await agree(live);
      // Names are kept by VS Code, where windows overwrite each other: they come back.
      const window = windows.at(-1)!;
      await eventually(
        'The names of all of them',
        async () => {
          await window.palette.run('Keyrail: Refresh');
          const rows = await window.view('API Keys').rows();
          return rows.filter(({ label }) => label === `of ${count} windows`).length;
        },
        (named) => named === count,
        60_000,
      );
    });

    it(`rotates one key once, whichever of ${count} windows is first`, async () => {
      const keyId = made[0]!.keyId;
      const outcomes = await all<NewKey>('rotateKey', { keyId });
      for (const { error } of outcomes) if (error !== undefined) console.log(`      ${error}`);
      const [winner, ...others] = done(outcomes);
      assert.ok(winner, 'one of them rotates it');
      assert.deepEqual(others, []);
      for (const { error } of outcomes)
        assert.doesNotMatch(error ?? '', /went wrong|busy|database/i);
      await agree(live);
      made = [winner, ...made.slice(1)];
      await journey.session.screenshot(`${count} windows rotated`, windows.at(-1));
    });

    it(`revokes one key for all of ${count} windows`, async () => {
      const outcomes = await all<object>('revokeKey', { keyId: made[0]!.keyId });
      for (const { error } of outcomes) if (error !== undefined) console.log(`      ${error}`);
      assert.ok(done(outcomes).length >= 1);
      for (const { error } of outcomes)
        assert.doesNotMatch(error ?? '', /went wrong|busy|database/i);
      await agree(live - 1);
      await eventually('An empty journal', journal, (names) => names.length === 0);
    });
  }

  it('serves applications from another window when the one that did is closed', async () => {
    const health = async () => {
      const answer = await fetch(`http://127.0.0.1:${journey.session.port}/api/v1/health`);
      return answer.status;
    };
    await eventually('An answer from the first window', health, (status) => status === 200);
    const [closing] = windows.splice(0, 1);
    await closing!.page.close({ runBeforeUnload: true });
    await eventually(
      'The end of the extension host that served',
      () => existsSync(`/proc/${serving}`),
      (runs) => !runs,
    );
    await eventually('An answer from another window', health, (status) => status === 200);
  });
});
