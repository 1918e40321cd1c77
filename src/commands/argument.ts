import { t } from '@vscode/l10n';
import type * as z from 'zod/mini';
import { UserFacingError } from '../domain/errors.ts';
import { fromRow } from './caller.ts';

/**
 * Parses what a caller passed, rows included. Nothing passed is an empty object.
 * @throws UserFacingError that names the first field which is wrong.
 */
export function parseArguments<T>(schema: z.ZodMiniType<T>, argument: unknown): T {
  const parsed = schema.safeParse(fromRow(argument) ?? argument ?? {});
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const field = issue?.path.join('.') ?? '';
  throw new UserFacingError(
    field
      ? t(
          'This command was called with arguments it does not understand ({0}). See the README for what it takes.',
          field,
        )
      : t(
          'This command was called with arguments it does not understand. See the README for what it takes.',
        ),
  );
}
