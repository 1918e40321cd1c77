import { t } from '@vscode/l10n';
import * as z from 'zod/mini';
import { keyLabel } from '../../domain/keys/keyLabel.ts';
import { UserFacingError } from '../../domain/errors.ts';
import { Secret } from '../../domain/secrets/secret.ts';
import { ask, withProgress } from '../../editor/prompts.ts';
import { askedOn } from '../../editor/connection/production.ts';
import { namedKey } from '../../editor/env/namedKey.ts';
import { requireStillThere } from '../../editor/keys/here.ts';
import { atOf, type KeyRow, type SessionContext } from '../../editor/keys/snapshot.ts';
import { importCopy } from '../../lifecycle/protocols/localCopies.ts';
import type { Services } from '../../services.ts';
import { parseArguments } from '../argument.ts';
import { chooseKey } from '../chooseKey.ts';
import { say } from '../keys/outcome.ts';

const begins = t('This is not the secret of that key: it begins differently.');

const importArguments = z.strictObject({ keyId: z.optional(z.string()) });

/**
 * Keeps a secret that the person already has. It is matched to its key by prefix and tried with a
 * harmless call first, at the control plane that the question named. A value that is known to be of
 * another key goes nowhere. A program cannot pass the value: it is always typed by the person.
 */
export async function importSecret(services: Services, argument: unknown) {
  const { keyId } = parseArguments(importArguments, argument);
  const { session, context } = await services.keyList.here();
  const question = { title: t('Import Secret'), none: t('Every key here has its local copy.') };
  const row = await chooseKey(services, keyId, question, ({ hasCopy }) => !hasCopy);
  const secret = await askSecret(row, context);
  requireStillThere(context.connection, services.keyList.snapshot.connection);
  const lifecycle = await services.lifecycle();
  const known = await lifecycle.copies.whose(secret);
  const { connection } = context;
  if (known && (known.connectionId !== connection.id || known.keyId !== row.key.api_key_id)) {
    throw new UserFacingError(
      t(
        'This is the secret of {0}. It was not sent to {1}.',
        namedKey(services, known).name,
        connection.name,
      ),
    );
  }
  const proof = await withProgress(t('Trying the secret'), (signal) =>
    session.runtime(secret).probe(signal),
  );
  if (!proof.accepted) throw proof.error;
  const at = { ...atOf(context), key: row.key };
  if ((await importCopy(lifecycle, at, secret)) === 'other-key') throw otherKey();
  await services.refresh();
  // What waits for this very secret has it now.
  const isAwaited = services.localFacts.pending.some(
    ({ for: reason, newKeyId }) => reason === 'replacement' && newKeyId === row.key.api_key_id,
  );
  if (isAwaited) await services.recovery.run();
  say(t('The secret of {0} is kept by this editor.', keyLabel(row)));
  return { keyId: row.key.api_key_id, keyPrefix: row.key.key_prefix };
}

async function askSecret(row: KeyRow, { connection }: SessionContext): Promise<Secret> {
  const value = await ask({
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
