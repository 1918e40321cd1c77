import { t } from '@vscode/l10n';
import type { PlaygroundState } from '../src/panels/protocol/playground.ts';
import { button } from './button.ts';
import { countdown } from './countdown.ts';
import { h } from './dom.ts';

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
  help: () => Promise<void>,
  copyRequestId: () => Promise<void>,
): HTMLElement[] {
  if (!refusal) return [];
  const { happened, why, action, requestId } = refusal;
  return [
    h('h2', {}, happened),
    h('p', {}, why),
    h(
      'div',
      { class: 'buttons' },
      ...(action === null ? [] : [button(action, help, { name: 'remedy', primary: true })]),
      ...(requestId === null
        ? []
        : [button(t('Copy Request ID'), copyRequestId, { name: 'copy-request' })]),
    ),
  ];
}

/** The runs that were made here before. */
export function historyList(
  history: PlaygroundState['history'],
  show: (runId: string) => Promise<void>,
): HTMLElement[] {
  return [
    h('h2', { id: 'history' }, t('Last runs here')),
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
            [
              status.replaceAll('_', ' '),
              isReplay ? 'replay' : '',
              key,
              new Date(at).toLocaleString(),
            ]
              .filter(Boolean)
              .join(' · '),
          ),
          button(t('Show'), () => show(runId), {
            name: `show-${runId}`,
            label: t('Show {0}', runId),
          }),
        ),
      ),
    ),
  ];
}
