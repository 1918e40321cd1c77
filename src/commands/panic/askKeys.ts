import { t } from '@vscode/l10n';
import { keyRow } from '../../domain/keys/keyRow.ts';
import { CancelledError } from '../../domain/errors.ts';
import type { Choice } from '../../editor/prompts.ts';
import { describeContext, type KeyRow } from '../../editor/keys/snapshot.ts';
import { serverTime } from '../../editor/serverTime.ts';
import type { Asking } from '../ports.ts';
import type { Listed, NotListed, Survey } from './survey.ts';

/**
 * Whether the value of a key is on this machine: in its vault, in a file or lent to a terminal. A copy that
 * the vault has lost counts: somebody else may have it.
 */
export function isOfThisMachine({ hasCopy, isCopyLost, placements, lent }: KeyRow): boolean {
  return hasCopy || isCopyLost === true || placements.length > 0 || lent !== undefined;
}

/**
 * The keys that the person ticks, of every connection; those of this machine are ticked beforehand, and
 * no key of anybody else. @throws CancelledError
 */
export async function askKeys(
  { prompter }: Pick<Asking, 'prompter'>,
  title: string,
  { listed, notListed }: Survey,
): Promise<Listed[]> {
  const now = serverTime();
  const choices = listed.flatMap(({ context, rows }) => [
    heading(describeContext(context)),
    ...[...rows]
      .sort((a, b) => Number(isOfThisMachine(b)) - Number(isOfThisMachine(a)))
      .map((row): Choice<KeyRow | undefined> => {
        // Every row has its prefix first here, which need not follow once more.
        const { label, description } = keyRow({ ...row, isNamesake: false }, now);
        const isOurs = isOfThisMachine(row);
        return {
          label,
          description:
            label === row.key.key_prefix ? description : `${row.key.key_prefix} · ${description}`,
          detail: isOurs
            ? t('its value is on this machine')
            : t('this machine never had its value, or has it no more'),
          picked: isOurs,
          value: row,
        };
      }),
  ]);
  const chosen = new Set(
    await prompter.pickMany<KeyRow | undefined>([...choices, ...notListed.map(notCovered)], {
      title,
      placeHolder: t('Which keys? Those on this machine are ticked'),
      matchOnDescription: true,
    }),
  );
  const targets = listed
    .map(({ context, rows }) => ({ context, rows: rows.filter((row) => chosen.has(row)) }))
    .filter(({ rows }) => rows.length > 0);
  if (targets.length === 0) throw new CancelledError();
  return targets;
}

/** `Acme live · support: not covered. The server cannot be reached. …` */
export function notCoveredText({ connection, workspaceName, because, copies }: NotListed): string {
  const where =
    workspaceName === undefined ? connection.name : `${connection.name} · ${workspaceName}`;
  const sentence = t('{0}: not covered. {1}', where, because);
  return copies === 0
    ? sentence
    : t('{0} Secrets from there that stay on this machine: {1}.', sentence, copies);
}

/** A row, since VS Code shows no heading without one; ticking it ends nothing. */
function notCovered(one: NotListed): Choice<undefined> {
  return { label: `$(circle-slash) ${notCoveredText(one)}`, value: undefined };
}

function heading(label: string): Choice<undefined> {
  return { label, isSeparator: true, value: undefined };
}
