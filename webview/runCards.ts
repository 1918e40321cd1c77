import type { PlaygroundState, ShownRun } from '../src/panels/protocol/playground.ts';
import { button } from './button.ts';
import { countdown } from './countdown.ts';
import { h } from './dom.ts';
import { runGraph } from './runGraph.ts';

/** What a run's buttons do. */
export interface RunActions {
  readonly copy: (what: 'run' | 'trace' | 'approval' | 'response') => Promise<void>;
  readonly cancel: () => Promise<void>;
  readonly replay: () => Promise<void>;
  readonly show: (runId: string) => Promise<void>;
}

const tones = { open: '', waiting: 'warning', succeeded: 'positive', failed: 'error' } as const;

/** A run: how it stands, its ids, its steps as a picture, its events and what was answered. */
export function runCard(run: ShownRun | null, busy: boolean, act: RunActions): HTMLElement[] {
  if (!run) return [];
  const { id, traceId, status, outcome, key, replayOf, approvalId, advice, steps } = run;
  const moves = outcome === 'open' || outcome === 'waiting';
  const subtitle = replayOf === null ? `Made with ${key}` : `Replay of ${replayOf} with ${key}`;
  return [
    h(
      'h2',
      {},
      'Run ',
      h(
        'span',
        { class: `tag ${tones[outcome]}`, 'data-status': status },
        status.replaceAll('_', ' '),
      ),
    ),
    h('p', { class: 'quiet' }, subtitle),
    h(
      'dl',
      { class: 'ids' },
      ...idRow('run_id', id, () => act.copy('run')),
      ...idRow('trace_id', traceId, () => act.copy('trace')),
      ...idRow('approval_id', approvalId, () => act.copy('approval')),
    ),
    ...(advice === null ? [] : [h('p', {}, advice)]),
    h(
      'div',
      { class: 'buttons' },
      ...(moves
        ? [
            button('Check again', () => act.show(id), { name: 'check', disabled: busy }),
            button('Cancel run', act.cancel, { name: 'cancel-run' }),
          ]
        : [button('Replay', act.replay, { name: 'replay', disabled: busy })]),
    ),
    h('h3', {}, 'Steps'),
    steps.length === 0
      ? h('p', { class: 'quiet' }, 'None yet.')
      : h(
          'div',
          { class: 'picture', tabindex: 0, role: 'group', 'aria-label': 'Steps' },
          picture(steps),
        ),
    events(run),
    h(
      'details',
      { class: 'response' },
      h('summary', {}, 'Response'),
      h(
        'div',
        { class: 'buttons' },
        button('Copy response', () => act.copy('response'), { name: 'copy-response' }),
      ),
      h('pre', { tabindex: 0 }, run.response),
    ),
  ];
}

function picture(steps: ShownRun['steps']): SVGElement {
  return runGraph(steps, document.documentElement.clientWidth > 1000 ? 3 : 2);
}

function idRow(name: string, value: string | null, copy: () => Promise<void>): HTMLElement[] {
  if (value === null) return [];
  return [
    h('dt', {}, name),
    h(
      'dd',
      {},
      h('code', {}, value),
      ' ',
      button('Copy', copy, { name: `copy-${name}`, label: `Copy ${name}` }),
    ),
  ];
}

function events({ events: rows }: ShownRun): HTMLElement {
  return h(
    'details',
    { class: 'events', open: rows.length > 0 && rows.length <= 6 },
    h('summary', {}, `Events (${rows.length})`),
    h(
      'ol',
      {},
      ...rows.map(({ at, type, actor, payload }) =>
        h(
          'li',
          {},
          h('span', { class: 'quiet' }, new Date(at).toLocaleTimeString()),
          ' ',
          h('strong', {}, type),
          actor === '' ? null : ` by ${actor}`,
          payload === '' ? null : h('code', {}, payload),
        ),
      ),
    ),
  );
}

/** What goes on now, and how to stop it. */
export function activityLine(
  activity: PlaygroundState['activity'],
  stop: () => Promise<void>,
): HTMLElement[] {
  if (!activity) return [];
  const { words, waitSeconds } = activity;
  const line = h('p', {}, words);
  if (waitSeconds !== null) line.append(' ', countdown(waitSeconds));
  return [line, button('Stop', stop, { name: 'stop' })];
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
        : [button('Copy request id', copyRequestId, { name: 'copy-request' })]),
    ),
  ];
}

/** The runs that were made here before. */
export function historyList(
  history: PlaygroundState['history'],
  show: (runId: string) => Promise<void>,
): HTMLElement[] {
  return [
    h('h2', { id: 'history' }, 'Last runs here'),
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
          button('Show', () => show(runId), { name: `show-${runId}`, label: `Show ${runId}` }),
        ),
      ),
    ),
  ];
}
