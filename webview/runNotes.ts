import { t } from '@vscode/l10n';
import type { PlaygroundState } from '../src/panels/protocol/playground.ts';
import { button } from './button.ts';
import { countdown } from './countdown.ts';
import { h } from './dom.ts';
import { meter } from './meter.ts';
import { dayAndTime } from './moments.ts';
import { lastRuns } from './runBars.ts';

/** What goes on now, and how to stop it. */
export function activityLine(
  activity: PlaygroundState['activity'],
  stop: () => Promise<void>,
): HTMLElement[] {
  if (!activity) return [];
  const { words, waitSeconds } = activity;
  const line = h('p', {}, words);
  if (waitSeconds !== null) line.append(' ', countdown(waitSeconds));
  return [line, button(t('Stop'), stop, { name: 'stop' })];
}

/** Why the server refused, and the one button that helps. */
export function refusalCard(
  refusal: PlaygroundState['refusal'],
  useInstead: () => Promise<void>,
  help: () => Promise<void>,
  copyRequestId: () => Promise<void>,
): HTMLElement[] {
  if (!refusal) return [];
  const { happened, why, instead, action, requestId } = refusal;
  return [
    h('h2', {}, happened),
    h('p', {}, why),
    h(
      'div',
      { class: 'buttons' },
      // The cheapest first: another key that may costs nothing, a rotation ends a value everywhere.
      ...(instead === null
        ? []
        : [button(instead, useInstead, { name: 'instead', primary: true })]),
      ...(action === null
        ? []
        : [button(action, help, { name: 'remedy', primary: instead === null })]),
      ...(requestId === null
        ? []
        : [button(t('Copy Request ID'), copyRequestId, { name: 'copy-request' })]),
    ),
  ];
}

/** The runs that were made here before; without `show` there is no key to read them with. */
export function historyList(
  { history, runs, usage }: Pick<PlaygroundState, 'history' | 'runs' | 'usage'>,
  show: ((runId: string) => Promise<void>) | undefined,
): HTMLElement[] {
  return [
    h('h2', { id: 'history' }, t('Last Runs Here')),
    lastRuns(runs),
    ...(usage ? [meter(usage)] : []),
    h(
      'ul',
      { class: 'history' },
      ...history.map(({ runId, status, key, at, isReplay }) =>
        h(
          'li',
          {},
          h('code', {}, runId),
          h(
            'span',
            { class: 'quiet' },
            [status, isReplay ? t('replay') : '', key, dayAndTime(at)].filter(Boolean).join(' · '),
          ),
          show !== undefined &&
            button(t('Show'), () => show(runId), {
              name: `show-${runId}`,
              label: t('Show {0}', runId),
            }),
        ),
      ),
    ),
  ];
}
