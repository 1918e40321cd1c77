import { t } from '@vscode/l10n';
import type { ControlPlanes } from '../ports.ts';
import { pickCommand } from '../view/pickCommand.ts';

/** What is done with connections, beside using another one. */
export async function manageConnections({ connections }: ControlPlanes): Promise<void> {
  const byUrl = connections.list().some(({ kind }) => kind === 'remote');
  await pickCommand(t('Manage Connections'), [
    ...(byUrl
      ? [
          {
            label: t('$(edit) Edit Connection…'),
            detail: t('Name, kind, address, or how its server knows you.'),
            value: 'keyrail.editConnection',
          },
          {
            label: t('$(pulse) Test Connection…'),
            detail: t('Asks the server whether it answers, and who you are there.'),
            value: 'keyrail.testConnection',
          },
        ]
      : []),
    {
      label: t('$(trash) Remove Connection…'),
      detail: t('From this editor. Nothing changes on the server.'),
      value: 'keyrail.disconnect',
    },
    {
      label: t('$(add) Connect to Another Server…'),
      value: 'keyrail.connect',
    },
  ]);
}
