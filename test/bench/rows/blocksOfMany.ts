import path from 'node:path';
import { budgets } from '../budgets.ts';
import { addKey, fillPlane } from '../fillPlane.ts';
import { drawn } from '../session/drawn.ts';
import { companion } from '../session/extensions.ts';
import { backToExplorer, openAndDraw } from '../session/firstRows.ts';
import { openPersonsSession } from '../session/person.ts';
import { resultOf, type Result } from '../result.ts';
import { fewest } from '../samples.ts';

const count = 10_000;

/** VS Code's own look for open ports, every two seconds, holds an extension host of a server longer. */
const settings = { 'remote.autoForwardPorts': false };

/**
 * To row 6: for how long the extension host, which all extensions share, can do nothing else while
 * 10,000 keys are listed, in windows that listed nothing before, and then asked for again.
 */
export async function blocksOfManyRow(): Promise<Result[]> {
  const { session, first } = await openPersonsSession([companion()], 0, { settings });
  const { page } = session;
  const listed: number[] = [];
  const again: number[] = [];
  const still: number[] = [];
  try {
    await backToExplorer(page);
    await first.ask('settle', 3000);
    const data = path.join(session.storage, 'control-plane');
    await fillPlane(data, count);
    for (let round = -1; round < fewest; round++) {
      const host = await session.visit();
      const longestBlockIn = async (work: () => Promise<unknown>) => {
        await host.ask('watchBlocks');
        await work();
        // What follows from new rows, as notices and badges, follows within this time.
        await host.ask('settle', 1000);
        return host.ask<number>('longestBlock');
      };
      const nothing = await longestBlockIn(async () => undefined);
      const opened = await longestBlockIn(() => openAndDraw(page, 'Keyrail', 10));
      const newcomer = await addKey(data);
      const refreshed = await longestBlockIn(async () => {
        const painted = drawn(page, newcomer);
        await host.ask('run', 'keyrail.refresh');
        await painted;
      });
      await backToExplorer(page);
      if (round < 0) continue;
      still.push(nothing);
      listed.push(opened);
      again.push(refreshed);
    }
  } finally {
    await session.dispose();
  }
  const budget = budgets.longestBlockMs;
  const what = '10,000 keys: longest block of the extension host';
  const nothing = `${Math.round(Math.max(...still))} ms while nothing was done`;
  return [
    resultOf({ row: 6, what: `${what}, listed first`, unit: 'ms', budget, subject: listed }),
    resultOf({
      row: 6,
      what: `${what}, refreshed (${nothing})`,
      unit: 'ms',
      budget,
      subject: again,
    }),
  ];
}
