import { t } from '@vscode/l10n';
import * as z from 'zod/mini';
import { keyLabel } from '../../domain/keys/keyLabel.ts';
import { UserFacingError } from '../../domain/errors.ts';
import { Secret } from '../../domain/secrets/secret.ts';
import { askedOn } from '../../editor/connection/askedOn.ts';
import type { KeyRow, SessionContext } from '../../editor/keys/snapshot.ts';
import { parseArguments } from '../argument.ts';
import { chooseKey } from '../chooseKey.ts';
import { keepProven, type KeepsProven } from './keepProven.ts';
import type { Asking } from '../ports.ts';

const begins = t('This is not the secret of that key: it begins differently.');

const importArguments = z.strictObject({
  keyId: z.optional(z.string()),
  keyIds: z.optional(z.array(z.string())),
});

/**
 * Keeps a secret that the person already has. It is matched to its key by prefix and tried with a
 * harmless call first, at the control plane that the question named. A value that is known to be of
 * another key goes nowhere. A program cannot pass the value: it is always typed by the person.
 */
export async function importSecret(ports: KeepsProven & Asking, argument: unknown) {
  const { keyId, keyIds } = parseArguments(importArguments, argument);
  const { session, context } = await ports.keyList.here();
  const question = {
    title: t('Import Secret'),
    none: t('Every key here has its local copy.'),
    among: keyIds,
  };
  const row = await chooseKey(ports, keyId, question, ({ hasCopy }) => !hasCopy);
  const secret = await askSecret(ports, row, context);
  await keepProven(ports, { session, context, row }, secret, otherKey);
  return { keyId: row.key.api_key_id, keyPrefix: row.key.key_prefix };
}

async function askSecret(
  { prompter }: Asking,
  row: KeyRow,
  { connection }: SessionContext,
): Promise<Secret> {
  const value = await prompter.ask({
    title: askedOn(connection, t('Import Secret of {0}', keyLabel(row)), (name) =>
      t('Import Secret of {0} on Production {1}', keyLabel(row), name),
    ),
    prompt:
      connection.kind === 'local'
        ? t('It begins with {0}', row.key.key_prefix)
        : t(
            'It begins with {0}, and is sent to {1} to try it.',
            row.key.key_prefix,
            new URL(connection.baseUrl).host,
          ),
    password: true,
    validateInput(text) {
      const trimmed = text.trim();
      if (trimmed === '') return t('Paste the secret.');
      return trimmed.startsWith(row.key.key_prefix) ? undefined : begins;
    },
  });
  return new Secret(value);
}

function otherKey(): UserFacingError {
  return new UserFacingError(begins);
}
