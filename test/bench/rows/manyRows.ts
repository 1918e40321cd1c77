import path from 'node:path';
import { openDatabase } from '../../../src/controlPlane/database/open.ts';
import { budgets } from '../budgets.ts';
import { addKey, fillPlane, workspaceIdOf } from '../fillPlane.ts';
import { drawn } from '../session/drawn.ts';
import { companion } from '../session/extensions.ts';
import { openAndDraw } from '../session/firstRows.ts';
import { openPersonsSession } from '../session/person.ts';
import { resultOf, type Result } from '../result.ts';
import { fewest, spreadOf } from '../samples.ts';

const count = 10_000;

/** The view of the plain tree, beside which Keyrail's is measured. */
const plainView = {
  contributes: {
    viewsContainers: { activitybar: [{ id: 'many', title: 'Many rows', icon: 'icon.svg' }] },
    views: { many: [{ id: 'bench.many', name: 'Many rows', icon: 'icon.svg' }] },
  },
};

/** Rows 6 and 7: 10,000 keys asked for again, of which one is another; a name that is known here. */
export async function manyRowsRow(): Promise<Result[]> {
  const { session, first } = await openPersonsSession([companion(plainView)], 0);
  const { page } = session;
  const otherwise: number[] = [];
  const added: number[] = [];
  const one: number[] = [];
  const plain: number[] = [];
  const plainMore: number[] = [];
  try {
    const data = path.join(session.storage, 'control-plane');
    await fillPlane(data, count);
    for (let round = -1; round < fewest; round++) {
      const name = (what: string) => `${what} ${round + 2}`;

      await openAndDraw(page, 'Keyrail', 10);
      await first.ask('settle', 1000);
      const newcomer = await addKey(data);
      const arrived = await took(page, newcomer, () => first.ask('run', 'keyrail.refresh'));

      await first.ask('settle', 1000);
      const newest = await newestKey(data);
      await rename(data, newest, name('prefix'));
      const refreshed = await took(page, name('prefix'), () => first.ask('run', 'keyrail.refresh'));

      // VS Code puts together what a tree says within 200 ms; a person is slower than that.
      await first.ask('settle', 1000);
      // A name is known here only: nothing is asked.
      const named = await took(page, name('named'), () =>
        first.ask('run', 'keyrail.setKeyName', { keyId: newest, name: name('named') }),
      );
      await first.ask('command', 'keyrail.setKeyName', { keyId: newest, name: '' });
      await drawn(page, name('prefix'));

      await openAndDraw(page, 'Many rows', 10);
      await first.ask('settle', 1000);
      const again = await took(page, name('turn'), () => first.ask('plainTree', name('turn')));

      await first.ask('settle', 1000);
      const more = await took(page, name('more'), () => first.ask('plainTree', name('more'), true));

      if (round < 0) continue;
      otherwise.push(refreshed);
      added.push(arrived);
      one.push(named);
      plain.push(again);
      plainMore.push(more);
    }
  } finally {
    await session.dispose();
  }
  const floor = `${Math.round(spreadOf(plainMore).median)} ms in the plain provider`;
  const baseline = { what: 'plain provider, all 10,000', samples: plain };
  return [
    resultOf({
      row: 6,
      what: '10,000 keys: rows visible after a refresh, one reads otherwise',
      unit: 'ms',
      budget: budgets.refreshOfMany,
      subject: otherwise,
      baseline,
    }),
    resultOf({
      row: 6,
      what: `10,000 keys: rows visible after a refresh, there is one more (${floor})`,
      unit: 'ms',
      budget: budgets.refreshOfMany,
      subject: added,
      baseline,
    }),
    resultOf({
      row: 7,
      what: '10,000 keys: one row drawn again',
      unit: 'ms',
      budget: budgets.oneOfMany,
      subject: one,
      baseline,
    }),
  ];
}

/** Milliseconds from the moment that the companion names to the painted label. */
async function took(
  page: Parameters<typeof drawn>[0],
  label: string,
  ask: () => Promise<number>,
): Promise<number> {
  const painted = drawn(page, label);
  const start = await ask();
  return (await painted) - start;
}

async function newestKey(data: string): Promise<string> {
  const { database } = await openDatabase(data);
  try {
    const row = database.get<{ api_key_id: string }>(
      {
        sql: 'SELECT api_key_id FROM api_keys WHERE workspace_id = ? ORDER BY created_at DESC, seq DESC',
      },
      workspaceIdOf(database),
    );
    if (!row) throw new Error('There are no keys.');
    return row.api_key_id;
  } finally {
    database.close();
  }
}

/** As another client of the same control plane would see to it that the list differs. */
async function rename(data: string, keyId: string, prefix: string): Promise<void> {
  const { database } = await openDatabase(data);
  database.run('UPDATE api_keys SET key_prefix = ? WHERE api_key_id = ?', prefix, keyId);
  database.close();
}
