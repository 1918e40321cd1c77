import { t } from '@vscode/l10n';
import { UserFacingError } from '../../domain/errors.ts';
import { Secret } from '../../domain/secrets/secret.ts';
import type { RemoteConnection } from './connections.ts';

/** @throws UserFacingError when this editor does not have a value, e.g. without a keyring. */
export async function readHeaders(
  connection: RemoteConnection,
  valueOf: (header: string) => PromiseLike<string | undefined>,
): Promise<Record<string, Secret>> {
  const found: Record<string, Secret> = {};
  for (const name of connection.headerNames) {
    const value = await valueOf(name);
    if (!value) throw valueMissing(connection, name);
    found[name] = new Secret(value);
  }
  return found;
}

function valueMissing({ id, name }: RemoteConnection, header: string): UserFacingError {
  return new UserFacingError(
    t('This editor has no value of the header {0} for {1}. Enter it again.', header, name),
    [
      {
        label: t('Edit Connection…'),
        command: 'keyrail.editConnection',
        args: [{ connectionId: id }],
      },
    ],
  );
}
