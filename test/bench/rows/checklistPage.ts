import { budgets } from '../budgets.ts';
import { companion } from '../session/extensions.ts';
import { watchPages, type PageTimes } from '../session/pageTimes.ts';
import { openPersonsSession } from '../session/person.ts';
import { resultOf, type Result } from '../result.ts';
import { fewest } from '../samples.ts';

/** Single openings differ by a quarter of their time: the medians of fewer say too little. */
const rounds = 3 * fewest;

/** Row 12: the checklist in a new tab, of a window that has seen both pages before. */
export async function checklistPageRow(): Promise<Result[]> {
  const { session } = await openPersonsSession([companion()], 1);
  const ours: PageTimes[] = [];
  const theirs: PageTimes[] = [];
  try {
    const pages = await watchPages(session.page);
    // The watch is in the frames of a window that is loaded after it was set.
    const host = await session.visit();
    const open = async (title: string, ask: () => Promise<number>) => {
      const opened = pages.next(title);
      const start = await ask();
      const { painted, ready } = await opened;
      await host.ask('command', 'workbench.action.closeAllEditors');
      await host.ask('settle', 500);
      return { painted: painted - start, ready: ready - start };
    };
    for (let round = -2; round < rounds; round++) {
      const empty = await open('Empty', () => host.ask<number>('emptyPage'));
      const checklist = await open('First run', () => host.ask('run', 'keyrail.openChecklist'));
      if (round < 0) continue;
      ours.push(checklist);
      theirs.push(empty);
    }
  } finally {
    await session.dispose();
  }
  const line = (what: string, budget: Result['budget'], time: keyof PageTimes) =>
    resultOf({
      row: 12,
      what,
      unit: 'ms',
      budget,
      subject: ours.map((times) => times[time]),
      baseline: { what: 'empty page', samples: theirs.map((times) => times[time]) },
    });
  return [
    line('checklist page until its first paint', budgets.firstPaint, 'painted'),
    line('checklist page until it is ready', budgets.pageReady, 'ready'),
  ];
}
