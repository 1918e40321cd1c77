import { t } from '@vscode/l10n';
import { BackPressed, type StepAt } from '../../editor/inSteps.ts';
import type { Asking } from '../ports.ts';
import type { Prompter } from '../prompter.ts';

const dayMs = 86_400_000;
const daysToChoose = [90, 30, 7, 365];

/** The expiry a key gets when nobody says otherwise. */
export function defaultExpiry(now: Date): string {
  return inDays(now, 90);
}

/**
 * Asks for an expiry; `null` is never. As a step, Back from the date leads to the list.
 * @throws CancelledError, and BackPressed as a step
 */
export async function askExpiry(
  { prompter }: Asking,
  title: string,
  now: Date,
  at?: StepAt,
): Promise<string | null> {
  const choices = [
    ...daysToChoose.map((days) => ({
      label: days === 365 ? t('In a year') : t('In {0} days', days),
      description: inDays(now, days).slice(0, 10) + (days === 90 ? ` · ${t('recommended')}` : ''),
      value: days,
    })),
    { label: t('On a date…'), value: 'date' as const },
    {
      label: t('Never'),
      description: t('it works until somebody revokes it'),
      value: 'never' as const,
    },
  ];
  const question = { title, placeHolder: t('When does the key expire?') };
  for (;;) {
    const chosen = await (at
      ? prompter.pickStep<number | 'never' | 'date'>(choices, question, at)
      : prompter.pick<number | 'never' | 'date'>(choices, question));
    if (chosen === 'never') return null;
    if (chosen !== 'date') return inDays(now, chosen);
    try {
      return await askDate(prompter, title, now, at && { ...at, hasBack: true });
    } catch (error) {
      if (!(error instanceof BackPressed)) throw error;
    }
  }
}

async function askDate(
  prompter: Prompter,
  title: string,
  now: Date,
  at: StepAt | undefined,
): Promise<string> {
  const question = {
    title,
    prompt: t('Last day of the key (UTC), as YYYY-MM-DD'),
    value: inDays(now, 90).slice(0, 10),
  };
  const problem = (value: string) => {
    const end = endOfDay(value.trim());
    if (!end) return t('Enter a date as YYYY-MM-DD.');
    return end.getTime() <= now.getTime() ? t('That day is over.') : undefined;
  };
  const text = await (at
    ? prompter.askStep({ ...question, problem }, at)
    : prompter.ask({ ...question, validateInput: problem }));
  const end = endOfDay(text);
  if (!end) throw new Error(`The date ${text} was validated and then not read.`);
  return end.toISOString();
}

function endOfDay(text: string): Date | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined;
  const end = new Date(`${text}T23:59:59.999Z`);
  return Number.isNaN(end.getTime()) || !end.toISOString().startsWith(text) ? undefined : end;
}

function inDays(now: Date, days: number): string {
  return new Date(now.getTime() + days * dayMs).toISOString();
}
