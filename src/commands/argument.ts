import { t } from '@vscode/l10n';
import type * as z from 'zod/mini';
import { UserFacingError } from '../domain/errors.ts';
import { isRowArgument } from '../editor/ownArguments.ts';

/**
 * Parses what a command was called with. Nothing passed is an empty object. VS Code hands the focused
 * row of a view to the commands of that view's title, too: of a row the command takes whose it is, where
 * it asks for that, and nothing else.
 * @throws UserFacingError that names what is wrong with an argument
 */
export function parseArguments<Schema extends z.ZodMiniObject>(
  schema: Schema,
  argument: unknown,
): z.output<Schema> {
  const parsed = schema.safeParse(
    isRowArgument(argument) ? known(schema, argument) : (argument ?? {}),
  );
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new UserFacingError(
    t(
      '{0} What each command takes is listed in docs/commands.md, which comes with Keyrail.',
      whatIsWrong(issue, Object.keys(schema.shape)),
    ),
  );
}

/** Whose row it is, and which place it tells of; the name of a group, for one, is none that a key gets. */
const ofRows: ReadonlySet<string> = new Set(['keyId', 'serviceAccountId', 'place']);

function known({ shape }: z.ZodMiniObject, row: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(row).filter(([name]) => ofRows.has(name) && name in shape),
  );
}

function whatIsWrong(issue: z.core.$ZodIssue | undefined, names: readonly string[]): string {
  const takes =
    names.length === 0
      ? t('This command takes no arguments.')
      : t('This command takes: {0}.', names.join(', '));
  if (issue?.code === 'unrecognized_keys') {
    return `${t('There is no argument named {0}.', issue.keys.join(', '))} ${takes}`;
  }
  if (issue === undefined || issue.path.length === 0) {
    return `${t('Arguments are passed as one object.')} ${takes}`;
  }
  return t('The value of the argument {0} does not fit.', issue.path.join('.'));
}
