import { t } from '@vscode/l10n';
import { UserFacingError } from '../../domain/errors.ts';

/**
 * The address of the local control plane on this port, once whoever has the port proves to be it.
 * @throws UserFacingError
 */
export async function provenAddress(
  plane: { hasPort(port: number): Promise<boolean> },
  port: number,
): Promise<string> {
  if (await plane.hasPort(port)) return `http://127.0.0.1:${port}`;
  throw new UserFacingError(
    t(
      'Nothing was given a secret: whatever has port {0} does not prove to be the local control plane, and an application would send the key there. Free the port, or choose another one in the setting keyrail.localControlPlane.port and reload the window.',
      port,
    ),
    [
      {
        label: t('Open Settings'),
        command: 'workbench.action.openSettings',
        args: ['keyrail.localControlPlane.port'],
      },
    ],
  );
}
