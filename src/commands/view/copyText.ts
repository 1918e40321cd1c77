import { t } from '@vscode/l10n';
import * as z from 'zod/mini';
import { UserFacingError } from '../../domain/errors.ts';
import { isOwnArgument, isRowArgument } from '../../editor/ownArguments.ts';
import type { AccountsNode } from '../../views/accountParts.ts';
import { factText } from '../../views/factItem.ts';
import { parseArguments } from '../argument.ts';
import { copyKeyId } from '../keys/copyKeyId.ts';
import type { Asking, Telling, ListedKeys } from '../ports.ts';

const copyArguments = z.strictObject({
  /** Of a button of ours: a command that the person is to run. A program cannot have it copied. */
  text: z.optional(z.string()),
});

/** Puts what a row below a key or a service account says on the clipboard; of a key its id. No row says a secret. */
export async function copyText(
  ports: Asking & Telling & ListedKeys,
  argument: unknown,
): Promise<void> {
  // `as`: the views mark no other objects as their rows.
  const row = isRowArgument(argument) ? (argument as AccountsNode) : undefined;
  const given = row ? undefined : parseArguments(copyArguments, argument);
  const own = isOwnArgument(argument) ? given?.text : undefined;
  if (row?.node === 'key') {
    await copyKeyId(ports, { keyId: row.keyId });
    return;
  }
  const text = row?.node === 'fact' ? factText(row) : (idOf(row) ?? own);
  if (text === undefined) {
    throw new UserFacingError(t('Select a row of a key or of a service account, and copy again.'));
  }
  await ports.writeClipboard(text);
  ports.messages.say(t('Copied: {0}', text));
}

function idOf(row: AccountsNode | undefined): string | undefined {
  return row?.node === 'account' ? row.serviceAccountId : undefined;
}
