import { t } from '@vscode/l10n';
import { atOf } from '../../editor/keys/snapshot.ts';
import { confirm } from '../../editor/prompts.ts';
import { readSetting } from '../../editor/settings.ts';
import { giveUp } from '../../lifecycle/drive/giveUp.ts';
import type { NotKept, Outcome } from '../../lifecycle/drive/outcome.ts';
import { resolve } from '../../lifecycle/protocols/resolve.ts';
import type { Services } from '../../services.ts';
import { writeSomewhere } from '../placements/writeSomewhere.ts';

const tryAgain = t('Try again');
const writeToEnv = t('Write to .env');
const copySecret = t('Copy secret');

/**
 * A key exists and this editor could not keep its secret: the person chooses where it goes. Closing
 * the question leaves the operation in the journal, and recovery keeps the secret or ends the key.
 */
export async function resolveNotKept(services: Services, outcome: NotKept): Promise<Outcome> {
  const room = await services.room();
  const { operationId, secret, keyPrefix } = outcome;
  const choice = await confirm({
    message: t('The secret of {0} could not be kept', keyPrefix),
    detail: t(
      'The key exists, and this editor’s key store failed. The secret is sealed in the journal for now. Choose where it goes before you close this window.',
    ),
    buttons: [tryAgain, writeToEnv, copySecret, t('Revoke key')],
  });
  if (choice === tryAgain) return resolve(room, operationId, { kind: 'try-again', secret });
  if (choice === writeToEnv) {
    const { session, context } = await services.keyRing.here();
    await writeSomewhere(
      services,
      {},
      {
        of: {
          ...atOf(context),
          keyId: outcome.keyId,
          keyPrefix,
        },
        secret,
        baseUrl: session.runtimeBaseUrl,
        ask: true,
      },
    );
    return resolve(room, operationId, { kind: 'placed-elsewhere', secret, how: 'env-write' });
  }
  if (choice === copySecret) {
    await services.clipboard.copy(secret, readSetting('clipboardClearSeconds'));
    return resolve(room, operationId, { kind: 'placed-elsewhere', secret, how: 'copy' });
  }
  return giveUp(room, operationId);
}
