import { t } from '@vscode/l10n';
import type { RemoteConnection } from '../../editor/connection/connections.ts';
import { askedOn } from '../../editor/connection/askedOn.ts';
import type { Asking, Operations } from '../ports.ts';

/**
 * What one origin has issued is used at another one only where the person says that it is the same
 * control plane. @throws CancelledError
 */
export async function confirmSecretsElsewhere(
  ports: Asking & Operations,
  connection: RemoteConnection,
  baseUrl: string,
): Promise<void> {
  const lifecycle = await ports.lifecycle();
  const held = (await lifecycle.copies.held()).filter(
    (each) => each.connectionId === connection.id,
  );
  if (held.length === 0) return;
  const { host } = new URL(baseUrl);
  const before = new URL(connection.baseUrl).host;
  await ports.prompter.confirm({
    message: askedOn(
      connection,
      t('Use the secrets of {0} at {1}?', connection.name, host),
      (name) => t('Use the secrets of production {0} at {1}?', name, host),
    ),
    detail: t(
      'This editor keeps secrets that {0} has issued: {1}. From now on they are sent to {2} when they are used. Go on only if it is the same control plane at another address; otherwise add another connection.',
      before,
      held.length,
      host,
    ),
    buttons: [t('Use Them There')],
  });
}
