import { t } from '@vscode/l10n';
import type { ShownRun } from '../src/panels/protocol/playground.ts';
import { button } from './button.ts';
import { h } from './dom.ts';
import { filled } from './filled.ts';
import { clock } from './moments.ts';
import { runPicture } from './runGraph.ts';

/** What a run's buttons do. */
export interface RunActions {
  readonly copy: (what: 'run' | 'trace' | 'approval' | 'response') => Promise<void>;
  readonly cancel: () => Promise<void>;
  readonly replay: () => Promise<void>;
  readonly show: (runId: string) => Promise<void>;
}

const tones = { open: '', waiting: 'warning', succeeded: 'positive', failed: 'error' } as const;

/**
 * A run: how it stands, its ids, its steps as a picture, its events and what was answered.
 * @param hasKey whether there is a key here to do anything about it with
 */
export function runCard(run: ShownRun | null, hasKey: boolean, act: RunActions): HTMLElement[] {
  if (!run) return [];
  const { id, traceId, status, statusWords, answer, outcome, madeWith, approvalId, advice, steps } =
    run;
  const moves = outcome === 'open' || outcome === 'waiting';
  return [
    h(
      'h2',
      {},
      `${t('Run')} `,
      h('span', { class: `tag ${tones[outcome]}`, 'data-status': status }, statusWords),
    ),
    h('p', { class: 'quiet made' }, madeWith),
    ...(run.isFirstRun
      ? [
          h(
            'p',
            { class: 'first-run' },
            t('This is the first run of this control-plane workspace.'),
          ),
        ]
      : []),
    ...(answer === null ? [] : [h('h3', {}, t('Answer')), h('p', { class: 'answer' }, answer)]),
    h('h3', {}, t('Steps')),
    steps.length === 0 ? h('p', { class: 'quiet' }, t('None yet.')) : runPicture(steps),
    h(
      'dl',
      { class: 'ids' },
      ...idRow('run_id', id, () => act.copy('run')),
      ...idRow('trace_id', traceId, () => act.copy('trace')),
      ...idRow('approval_id', approvalId, () => act.copy('approval')),
    ),
    ...(advice === null ? [] : [h('p', {}, advice)]),
    ...(hasKey ? [h('div', { class: 'buttons' }, ...runButtons(id, moves, act))] : []),
    events(run),
    h(
      'details',
      { class: 'response' },
      h('summary', { 'data-focus': 'response' }, t('Response')),
      h(
        'div',
        { class: 'buttons' },
        button(t('Copy Response'), () => act.copy('response'), { name: 'copy-response' }),
      ),
      h('pre', { tabindex: 0, 'data-focus': 'response-text' }, run.response),
    ),
  ];
}

function runButtons(id: string, moves: boolean, act: RunActions): HTMLElement[] {
  return moves
    ? [
        button(t('Check Again'), () => act.show(id), { name: 'check' }),
        button(t('Cancel Run'), act.cancel, { name: 'cancel-run' }),
      ]
    : [button(t('Replay'), act.replay, { name: 'replay' })];
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
      button(t('Copy'), copy, { name: `id-${name}`, label: t('Copy {0}', name) }),
    ),
  ];
}

function events({ events: rows }: ShownRun): HTMLElement {
  return h(
    'details',
    { class: 'events', open: rows.length > 0 && rows.length <= 6 },
    h('summary', { 'data-focus': 'events' }, t('Events ({0})', rows.length)),
    h(
      'ol',
      {},
      ...rows.map(({ at, type, actor, payload }) =>
        h(
          'li',
          {},
          h('span', { class: 'quiet' }, clock(at)),
          ' ',
          ...(actor === ''
            ? [h('strong', {}, type)]
            : filled(t('{0} by {1}'), h('strong', {}, type), actor)),
          payload === '' ? null : h('code', {}, payload),
        ),
      ),
    ),
  );
}
