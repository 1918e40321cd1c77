import { t } from '@vscode/l10n';
import { ask, pick } from '../../editor/prompts.ts';

const dayMs = 86_400_000;
const choices = [90, 30, 7, 365];

/** The expiry a key gets when nobody says otherwise. */
export function defaultExpiry(now: Date): string {
  return inDays(now, 90);
}

/** Asks for an expiry; `null` is never. @throws CancelledError */
export async function askExpiry(title: string, now: Date): Promise<string | null> {
  const chosen = await pick<number | 'never' | 'date'>(
    [
      ...choices.map((days) => ({
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
    ],
    { title, placeHolder: t('When does the key expire?') },
  );
  if (chosen === 'never') return null;
  if (chosen === 'date') return askDate(title, now);
  return inDays(now, chosen);
}

async function askDate(title: string, now: Date): Promise<string> {
  const text = await ask({
    title,
    prompt: t('Last day of the key (UTC), as YYYY-MM-DD'),
    value: inDays(now, 90).slice(0, 10),
    validateInput(value) {
      const end = endOfDay(value.trim());
      if (!end) return t('Enter a date as YYYY-MM-DD.');
      return end.getTime() <= now.getTime() ? t('That day is over.') : undefined;
    },
  });
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
