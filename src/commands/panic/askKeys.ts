import { t } from '@vscode/l10n';
import { keyRow } from '../../domain/keys/keyRow.ts';
import { CancelledError } from '../../domain/errors.ts';
import { pick, pickMany } from '../../editor/prompts.ts';
import type { KeyRow, SessionContext } from '../../editor/keys/snapshot.ts';
import { serverTime } from '../../editor/serverTime.ts';

/** All living keys of the control-plane workspace, or those the person ticks. @throws CancelledError */
export async function askKeys(
  title: string,
  rows: readonly KeyRow[],
  { workspaceName }: SessionContext,
): Promise<readonly KeyRow[]> {
  const choice = await pick(
    [
      {
        label: t('All {0} keys of {1}', rows.length, workspaceName),
        detail: t('also those that this machine never had the secret of'),
        value: 'all' as const,
      },
      { label: t('Choose keys…'), value: 'some' as const },
    ],
    { title, placeHolder: t('Which keys are to end?') },
  );
  if (choice === 'all') return rows;
  const now = serverTime();
  const chosen = await pickMany(
    rows.map((row) => {
      const { label, description } = keyRow(row, now);
      return { label, description, picked: row.hasCopy, value: row };
    }),
    { title, placeHolder: t('Keys whose secret is on this machine are ticked') },
  );
  if (chosen.length === 0) throw new CancelledError();
  return chosen;
}
