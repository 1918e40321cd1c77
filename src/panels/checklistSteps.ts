import type { FirstRunPage } from '../domain/firstRun/firstRun.ts';
import type { CurrentBlocker } from '../domain/firstRun/firstRunBlockers.ts';
import { lastOwnStep, stepIds, type Step, type StepId } from '../domain/firstRun/firstRunState.ts';
import type { ChecklistBlocker, ChecklistStep } from './protocol/checklist.ts';

/** The steps as the page shows them, each with what blocks it. */
export function checklistSteps(page: FirstRunPage, current: StepId | null): ChecklistStep[] {
  const lastOwn = stepIds.indexOf(lastOwnStep);
  return page.steps.map((step, at) => {
    const { id, title, state, facts, why, command } = step;
    const blockers = page.blockers.filter((each) => placeOf(each, current) === id);
    return {
      id,
      part: at <= lastOwn ? 'key' : 'audit',
      title,
      state,
      facts: [...facts],
      brief: state === 'done' ? briefly(step) : null,
      // The server's words about a step are those of its blocker.
      why: why === undefined || blockers.some(({ message }) => message === why) ? null : why,
      action: command?.label ?? null,
      blockers: blockers.map((each) => shownBlocker(each, step)),
    };
  });
}

/** Of these the name says most, which comes last; of the others what comes first. */
const named: readonly StepId[] = ['service-account', 'key', 'local-copy'];

/** What is longer would not fit beside the title. */
const longestBrief = 44;

function briefly({ id, facts }: Step): string | null {
  const brief = named.includes(id) ? facts.at(-1) : facts[0];
  return brief !== undefined && brief.length <= longestBrief ? brief : null;
}

/** What this version never heard of stands where the person goes on. */
function placeOf({ step }: CurrentBlocker, current: StepId | null): StepId {
  return step ?? current ?? 'audit-receipt';
}

function shownBlocker(
  { code, severity, message, source, command }: CurrentBlocker,
  step: Step,
): ChecklistBlocker {
  // One button a step; and this page needs none that opens it.
  const helps = step.command === undefined && command?.id !== 'keyrail.openChecklist';
  return { code, severity, message, source, action: helps ? (command?.label ?? null) : null };
}
