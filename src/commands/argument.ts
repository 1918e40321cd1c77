import { t } from '@vscode/l10n';
import type * as z from 'zod/mini';
import { UserFacingError } from '../domain/errors.ts';
import { keyRow } from '../domain/keys/keyRow.ts';
import type { KeyRow } from '../editor/keys/snapshot.ts';
import { requireManagement } from '../editor/connection/role.ts';
import { pick, type Choice } from '../editor/prompts.ts';
import type { Services } from '../services.ts';

/**
 * The part of the argument that a row of a tree stands for. VS Code passes nothing from the palette,
 * the tree's node from a row, and tasks, keybindings and other extensions pass plain objects. Read by
 * hand: every command is registered through here, and zod would be loaded at start for it.
 */
export function fromRow(argument: unknown): Record<string, unknown> | undefined {
  if (typeof argument !== 'object' || argument === null || !('node' in argument)) return undefined;
  if (argument.node === 'key' && 'keyId' in argument && typeof argument.keyId === 'string') {
    return { keyId: argument.keyId };
  }
  if (
    argument.node === 'account' &&
    'serviceAccountId' in argument &&
    typeof argument.serviceAccountId === 'string'
  ) {
    return { serviceAccountId: argument.serviceAccountId };
  }
  return undefined;
}

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

/** True where a program called: it gets errors as rejections, and no question it has answered. */
export function calledByProgram(argument: unknown): boolean {
  return typeof argument === 'object' && argument !== null && fromRow(argument) === undefined;
}

/**
 * The row of `keyId`, or the one the person picks among those that `usable` admits.
 * @throws UserFacingError when the key is unknown or none can be used; CancelledError
 */
export async function chooseKey(
  services: Services,
  keyId: string | undefined,
  question: { readonly title: string; readonly none: string },
  usable: (row: KeyRow) => boolean,
): Promise<KeyRow> {
  const { context } = await services.keyRing.here();
  requireManagement(context, t('see API keys'));
  const find = () => services.keyRing.snapshot.keys;
  if (keyId !== undefined) {
    if (!find().some((row) => row.key.api_key_id === keyId)) await services.keyRing.refresh();
    const row = find().find(({ key }) => key.api_key_id === keyId);
    if (!row) {
      throw new UserFacingError(t('This control-plane workspace has no key {0}.', keyId), [
        { label: t('Refresh'), command: 'keyrail.refresh' },
      ]);
    }
    return row;
  }
  const rows = find().filter(usable);
  if (rows.length === 0) {
    throw new UserFacingError(question.none, [
      { label: t('Create key'), command: 'keyrail.createKey' },
    ]);
  }
  const now = new Date();
  const choices = rows.map((row): Choice<KeyRow> => {
    const { label, description } = keyRow(row, now);
    return { label, description, detail: row.key.api_key_id, value: row };
  });
  return pick(choices, { title: question.title, placeHolder: t('Choose a key') });
}
