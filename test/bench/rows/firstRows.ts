import { rmSync } from 'node:fs';
import path from 'node:path';
import { budgets } from '../budgets.ts';
import { companion, treeSample } from '../session/extensions.ts';
import { backToExplorer, openAndDraw, untilIdle } from '../session/firstRows.ts';
import { openPersonsSession } from '../session/person.ts';
import { resultOf, type Result } from '../result.ts';
import { fewest } from '../samples.ts';

const keys = 10;

/**
 * Row 4: from the click on the icon to ten painted rows, in windows that opened nothing before; rows
 * that an earlier window listed, and rows that the control plane has to be asked for.
 */
export async function firstRowsRow(): Promise<Result[]> {
  const { session, first } = await openPersonsSession([treeSample, companion()], keys);
  const times = { listed: [] as number[], asked: [] as number[], sample: [] as number[] };
  try {
    await backToExplorer(session.page);
    await first.ask('settle', 3000);
    // What is not settled is looked up at start, which warms the control plane up. Tombstones of new
    // keys are settled after VS Code itself was restarted; here only its windows are.
    for (const unsettled of ['journal', 'tombstones']) {
      rmSync(path.join(session.storage, 'lifecycle', unsettled), { recursive: true });
    }
    // One round to warm the browser's caches, which a person's windows are as well.
    for (let round = -1; round < fewest; round++) {
      for (const kind of ['listed', 'asked', 'sample'] as const) {
        if (kind === 'asked') rmSync(path.join(session.storage, 'listed'), { recursive: true });
        const here = await session.visit();
        // What both windows do by themselves after their start is not what is measured.
        await here.ask('settle', 3000);
        await untilIdle(session.page);
        const container = kind === 'sample' ? 'Ten rows' : 'Keyrail';
        const ms = await openAndDraw(session.page, container, keys);
        await backToExplorer(session.page);
        if (round >= 0) times[kind].push(ms);
      }
    }
  } finally {
    await session.dispose();
  }
  const baseline = { what: 'tree sample, 10 static rows', samples: times.sample };
  const shared = { row: 4, unit: 'ms', budget: budgets.firstRows, baseline } as const;
  return [
    resultOf({
      ...shared,
      what: 'first rows of 10 keys, control plane cold, listed before',
      subject: times.listed,
    }),
    resultOf({
      ...shared,
      what: 'the same, nothing listed before',
      subject: times.asked,
    }),
  ];
}
