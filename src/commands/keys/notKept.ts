import { confirm } from '../../editor/prompts.ts';
import { chooseEnvTarget } from '../../editor/env/envTarget.ts';
import { readSetting } from '../../editor/settings.ts';
import { giveUp } from '../../lifecycle/drive/giveUp.ts';
import type { NotKept, Outcome } from '../../lifecycle/drive/outcome.ts';
import { resolve } from '../../lifecycle/protocols/resolve.ts';
import type { Services } from '../../services.ts';

/**
 * A key exists and this editor could not keep its secret: the person chooses where it goes. Closing
 * the question leaves the operation in the journal, and recovery keeps the secret or ends the key.
 */
export async function resolveNotKept(services: Services, outcome: NotKept): Promise<Outcome> {
  const room = await services.room();
  const { operationId, secret, keyPrefix } = outcome;
  const choice = await confirm({
    message: `The secret of ${keyPrefix} could not be kept`,
    detail:
      'The key exists, and this editor’s key store failed. The secret is sealed in the journal for now. Choose where it goes before you close this window.',
    buttons: ['Try again', 'Write to .env', 'Copy secret', 'Revoke key'],
  });
  switch (choice) {
    case 'Try again':
      return resolve(room, operationId, { kind: 'try-again', secret });
    case 'Write to .env': {
      const { session, context } = await services.keyRing.here();
      const target = await chooseEnvTarget({}, services.workspaceState);
      await services.envFiles.write(target, {
        connectionId: context.connection.id,
        workspaceId: context.workspaceId,
        keyId: outcome.keyId,
        keyPrefix,
        secret,
        baseUrl: session.runtimeBaseUrl,
        ask: true,
      });
      return resolve(room, operationId, { kind: 'placed-elsewhere', secret, how: 'env-write' });
    }
    case 'Copy secret':
      await services.clipboard.copy(secret, readSetting('clipboardClearSeconds'));
      return resolve(room, operationId, { kind: 'placed-elsewhere', secret, how: 'copy' });
    case 'Revoke key':
      return giveUp(room, operationId);
  }
}
