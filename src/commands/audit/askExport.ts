import { t } from '@vscode/l10n';
import { exportBounds } from '../../domain/firstRun/receipt.ts';
import { UserFacingError } from '../../domain/errors.ts';
import { serverTime } from '../../editor/serverTime.ts';
import type { Prompter } from '../prompter.ts';

export interface WantedExport {
  readonly format: 'jsonl' | 'json';
  /** `YYYY-MM-DD`, UTC, both included; `null` is open. */
  readonly from: string | null;
  readonly to: string | null;
}

const title = t('Export Audit Events');

/** Asks for time and format. @throws CancelledError */
export async function askExport(prompter: Prompter): Promise<WantedExport> {
  const { from, to } = await askDays(prompter);
  const format = await prompter.pick(
    [
      {
        label: t('JSON Lines'),
        description: t('one event a line'),
        detail: t('The same time gives the same bytes and the same hash.'),
        value: 'jsonl' as const,
      },
      {
        label: 'JSON',
        description: t('one document'),
        detail: t('Holds the moment of the export, so its hash is another one each time.'),
        value: 'json' as const,
      },
    ],
    { title, placeHolder: t('In which format?') },
  );
  return { format, from, to };
}

async function askDays(prompter: Prompter): Promise<Pick<WantedExport, 'from' | 'to'>> {
  const days = await prompter.pick<number | 'some'>(
    [
      { label: t('Everything'), description: t('full workspace history'), value: 0 },
      { label: t('Last 7 days'), value: 7 },
      { label: t('Last 30 days'), value: 30 },
      { label: t('Choose days…'), value: 'some' },
    ],
    { title, placeHolder: t('From which time?') },
  );
  if (days === 0) return { from: null, to: null };
  // The control plane has written its events by its own clock.
  const now = serverTime();
  const today = dayOf(now);
  if (days !== 'some') {
    return { from: dayOf(new Date(now.getTime() - (days - 1) * 24 * 3600 * 1000)), to: today };
  }
  const from = await askDay(
    prompter,
    t('First day, as YYYY-MM-DD (UTC). Empty: from the start.'),
    '',
    (text) => ({
      from: text,
      to: null,
    }),
  );
  const to = await askDay(
    prompter,
    t('Last day, as YYYY-MM-DD (UTC). Empty: until now.'),
    today,
    (text) => ({
      from,
      to: text,
    }),
  );
  return { from, to };
}

async function askDay(
  prompter: Prompter,
  prompt: string,
  value: string,
  days: (text: string) => Pick<WantedExport, 'from' | 'to'>,
): Promise<string | null> {
  const text = await prompter.ask({
    title,
    prompt,
    value,
    placeHolder: 'YYYY-MM-DD',
    validateInput(given) {
      if (given.trim() === '') return undefined;
      try {
        exportBounds(days(given.trim()));
        return undefined;
      } catch (error) {
        if (error instanceof UserFacingError) return error.message;
        throw error;
      }
    },
  });
  return text === '' ? null : text;
}

function dayOf(date: Date): string {
  return date.toISOString().slice(0, 10);
}
