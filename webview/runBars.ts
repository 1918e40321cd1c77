import { t } from '@vscode/l10n';
import type { RecentRun } from '../src/panels/protocol/recentRun.ts';
import { h, svg } from './dom.ts';
import { dayAndTime, shortDay } from './moments.ts';

const bar = { width: 8, gap: 4, height: 36 };
const days = 14;

interface Bar {
  /** From 0 to 1. */
  readonly height: number;
  readonly looks: string;
  readonly words: string;
}

const nothing: Bar = { height: 0, looks: 'none', words: '' };

/** How many runs were made here on each of the last days, the last one at the right. */
export function runsPerDay(runs: readonly RecentRun[]): HTMLElement {
  const dayOf = (at: number | string) => new Date(at).toDateString();
  const now = new Date();
  const all = Array.from({ length: days }, (_, index) => {
    const day = new Date(now.getFullYear(), now.getMonth(), now.getDate() - days + 1 + index);
    const count = runs.filter(({ at }) => dayOf(at) === dayOf(day.getTime())).length;
    return { day: day.getTime(), count };
  });
  const most = Math.max(1, ...all.map(({ count }) => count));
  return figure(
    t('Runs made here, by day'),
    all.map(({ day, count }) => ({
      height: count / most,
      looks: 'succeeded',
      words: t('{0}: {1}', shortDay(day), count),
    })),
    [shortDay(all[0]?.day ?? now.getTime()), t('today')],
  );
}

/** The last runs that were made here, each as high as it took long, the last one at the right. */
export function lastRuns(runs: readonly RecentRun[], most = 24): HTMLElement {
  const last = runs.slice(-most);
  const longest = Math.max(1, ...last.map(({ took }) => took ?? 0));
  return figure(
    t('The last runs here, by how long they took'),
    [
      // The newest stands at the right end, above its word, however few there are.
      ...Array.from({ length: most - last.length }, () => nothing),
      ...last.map(({ at, status, outcome, took }) => ({
        height: took === null ? 0.5 : Math.max(0.15, took / longest),
        looks: outcome,
        words: [dayAndTime(at), status, took === null ? '' : span(took)].filter(Boolean).join(', '),
      })),
    ],
    [t('older'), t('newest')],
  );
}

function span(ms: number): string {
  return ms < 1000 ? t('{0} ms', ms) : t('{0} s', (ms / 1000).toFixed(1));
}

/** A picture with its words as label; what a bar is stands in its title. */
function figure(label: string, bars: readonly Bar[], ends: readonly [string, string]): HTMLElement {
  const width = Math.max(1, bars.length) * (bar.width + bar.gap) - bar.gap;
  const said = bars.filter(({ height }) => height > 0).map(({ words }) => words);
  return h(
    'figure',
    { class: 'bars' },
    h('figcaption', {}, label),
    svg(
      'svg',
      {
        role: 'img',
        'aria-label': `${label}: ${said.join('; ')}`,
        viewBox: `0 0 ${width} ${bar.height + 1}`,
        width,
        height: bar.height + 1,
      },
      svg('path', { class: 'ground', d: `M0 ${bar.height + 0.5}H${width}` }),
      ...bars.map(({ height, looks, words }, index) =>
        svg(
          'rect',
          {
            class: looks,
            x: index * (bar.width + bar.gap),
            y: bar.height - Math.round(height * bar.height),
            width: bar.width,
            height: Math.round(height * bar.height),
          },
          svg('title', {}, words),
        ),
      ),
    ),
    h(
      'p',
      { class: 'ends quiet', 'aria-hidden': 'true' },
      h('span', {}, ends[0]),
      h('span', {}, ends[1]),
    ),
  );
}
