import { t } from '@vscode/l10n';
import type { ChecklistStep } from '../src/panels/protocol/checklist.ts';
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

/** One step: what it is, what proves its state, why it is not done, and the one button. */
export function stepRow(
  step: ChecklistStep,
  number: number,
  isNext: boolean,
  press: () => Promise<unknown>,
): HTMLElement {
  const { id, title, state, facts, why, action } = step;
  return h(
    'li',
    {
      class: `step ${state}${isNext ? ' next' : ''}`,
      'aria-current': isNext ? 'step' : null,
      'data-step': id,
      'data-state': state,
    },
    mark(state),
    h(
      'div',
      { class: 'about' },
      h(
        'h2',
        { id: `step-${id}` },
        `${number}. ${title} `,
        h('span', { class: 'state' }, stepStates[state]),
      ),
      facts.length > 0 && h('ul', { class: 'facts' }, ...facts.map((fact) => h('li', {}, fact))),
      why !== null && h('p', { class: 'why' }, why),
      action !== null &&
        button(action, press, {
          name: `step-${id}`,
          primary: isNext,
          label: `${action}: ${title}`,
        }),
    ),
  );
}
