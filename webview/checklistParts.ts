import { t } from '@vscode/l10n';
import type { ChecklistState, ChecklistStep } from '../src/panels/protocol/checklist.ts';
import { h } from './dom.ts';
import { stepRow, type StepLooks } from './checklistSteps.ts';

type StepId = ChecklistStep['id'];

/** What the rows of a part need to know beside their steps. */
export interface PartLooks {
  readonly state: Pick<ChecklistState, 'steps' | 'current'>;
  readonly detailsOf: (step: ChecklistStep) => readonly HTMLElement[];
  readonly press: (step: StepId) => Promise<unknown>;
  readonly openBlocker: StepLooks['openBlocker'];
}

/** Behind the current one, so many are named. */
const named = 2;

/** *Your Key Works*: always open. */
export function keyPart(looks: PartLooks): HTMLElement {
  const steps = stepsOf(looks, 'key');
  return h(
    'section',
    { class: 'part', 'aria-labelledby': 'key-part' },
    h('h2', { id: 'key-part' }, `${t('Your Key Works')} `, howMany(steps)),
    h('progress', {
      max: steps.length,
      value: steps.filter(isDone).length,
      'aria-label': t('Steps done'),
    }),
    stepList(steps, looks),
  );
}

/** *For Auditors*: folded until somebody opens it, or gets there. */
export function auditPart(looks: PartLooks, evidence: readonly HTMLElement[]): HTMLElement {
  const steps = stepsOf(looks, 'audit');
  const isReached = steps.some(({ id }) => id === looks.state.current) || steps.every(isDone);
  return h(
    'section',
    { class: 'part', 'aria-label': t('For Auditors') },
    h(
      'details',
      { class: 'auditors', open: isReached },
      h(
        'summary',
        { 'data-focus': 'auditors' },
        h('h2', {}, `${t('For Auditors')} `, howMany(steps)),
      ),
      h(
        'p',
        { class: 'quiet' },
        t('Proof of the first run for those who sign it off; your key needs none of it.'),
      ),
      stepList(steps, looks),
      h('section', { class: 'block', 'aria-labelledby': 'evidence' }, ...evidence),
    ),
  );
}

const isDone = ({ state }: ChecklistStep) => state === 'done';

function stepsOf({ state }: PartLooks, part: ChecklistStep['part']): ChecklistStep[] {
  return state.steps.filter((step) => step.part === part);
}

function howMany(steps: readonly ChecklistStep[]): HTMLElement {
  return h('span', { class: 'state' }, t('{0} of {1}', steps.filter(isDone).length, steps.length));
}

function stepList(steps: readonly ChecklistStep[], looks: PartLooks): HTMLElement {
  const { current } = looks.state;
  const row = (step: ChecklistStep) =>
    stepRow(step, {
      number: looks.state.steps.indexOf(step) + 1,
      isCurrent: step.id === current,
      details: looks.detailsOf(step),
      press: () => looks.press(step.id),
      openBlocker: looks.openBlocker,
    });
  const later = laterSteps(steps, current);
  return h(
    'ol',
    { class: 'steps' },
    ...steps.filter((step) => !later.includes(step)).map(row),
    later.length > 0 &&
      h(
        'li',
        { class: 'later' },
        h(
          'details',
          {},
          h(
            'summary',
            { 'data-focus': 'later' },
            later.length === 1 ? t('Then 1 more step') : t('Then {0} more steps', later.length),
          ),
          h('ol', { class: 'steps' }, ...later.map(row)),
        ),
      ),
  );
}

/** What is blocked behind the next two; whatever can be done, or went wrong, stays in sight. */
function laterSteps(steps: readonly ChecklistStep[], current: StepId | null): ChecklistStep[] {
  const at = steps.findIndex(({ id }) => id === current);
  return at < 0 ? [] : steps.slice(at + 1 + named).filter(({ state }) => state === 'blocked');
}
