import { t } from '@vscode/l10n';
import type { ChecklistBlocker, ChecklistStep } from '../src/panels/protocol/checklist.ts';
import { button } from './button.ts';
import { h } from './dom.ts';
import { mark } from './marks.ts';

/** The states of a step in words. */
export const stepStates: Readonly<Record<ChecklistStep['state'], string>> = {
  done: t('Done'),
  now: t('To do now'),
  attention: t('Needs attention'),
  blocked: t('Blocked'),
};

/** How a step is drawn, and what its buttons do. */
export interface StepLooks {
  /** Its place among all steps, from 1. */
  readonly number: number;
  readonly isCurrent: boolean;
  /** What belongs to this step beside its facts and its button. */
  readonly details: readonly HTMLElement[];
  readonly press: () => Promise<unknown>;
  readonly openBlocker: (code: string) => Promise<unknown>;
}

/** One step: the current one open with its reason and its button, any other one on a line to be opened. */
export function stepRow(step: ChecklistStep, looks: StepLooks): HTMLElement {
  const { id, title, state, brief } = step;
  const { number, isCurrent } = looks;
  const heading = h('h3', { id: `step-${id}` }, `${number}. ${title}`);
  const isLater = state === 'blocked' && !isCurrent && step.blockers.length === 0;
  const said = h('span', { class: 'state' }, isLater ? t('Later') : stepStates[state]);
  const rest = stepBody(step, looks);
  return h(
    'li',
    {
      class: `step ${state}${isCurrent ? ' current' : ''}`,
      'aria-current': isCurrent ? 'step' : null,
      'data-step': id,
      'data-state': state,
    },
    mark(state),
    isCurrent
      ? h('div', { class: 'about' }, h('div', { class: 'line' }, heading, said), ...rest)
      : h(
          'details',
          // What blocks a step that looks done is not to be overlooked.
          { class: 'about', open: state === 'done' && step.blockers.length > 0 },
          h(
            'summary',
            { 'data-focus': `fold-${id}` },
            h(
              'span',
              { class: 'line' },
              heading,
              brief === null ? said : h('span', { class: 'state' }, brief),
            ),
          ),
          ...rest,
        ),
  );
}

function stepBody(step: ChecklistStep, { isCurrent, details, press, openBlocker }: StepLooks) {
  const { id, title, facts, why, action, blockers } = step;
  const parts = [
    facts.length > 0 && h('ul', { class: 'facts' }, ...facts.map((fact) => h('li', {}, fact))),
    ...blockers.map((blocker) => blockerLine(blocker, openBlocker)),
    why !== null && h('p', { class: 'why' }, why),
    action !== null &&
      button(action, press, {
        name: `step-${id}`,
        primary: isCurrent,
        label: t('{0}: {1}', action, title),
      }),
    ...details,
  ];
  return parts.filter((part) => part !== false);
}

function blockerLine(
  { code, severity, message, source, action }: ChecklistBlocker,
  open: (code: string) => Promise<unknown>,
): HTMLElement {
  return h(
    'div',
    { class: 'blocker', 'data-blocker': code },
    h(
      'p',
      {},
      h(
        'span',
        { class: severity === 'blocking' ? 'tag error' : 'tag warning' },
        severity === 'blocking' ? t('Blocking') : t('Warning'),
      ),
      ` ${message}`,
      source === 'keyrail' && h('span', { class: 'quiet' }, ` ${t('(seen by Keyrail)')}`),
    ),
    action !== null && button(action, () => open(code), { name: `blocker-${code}`, label: action }),
  );
}
