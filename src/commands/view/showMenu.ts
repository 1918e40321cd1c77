import { t } from '@vscode/l10n';
import { commands } from 'vscode';
import { needsAttention } from '../../domain/keys/keyStatus.ts';
import { pick } from '../../editor/prompts.ts';
import { describeContext } from '../../editor/keys/snapshot.ts';
import type { Services } from '../../services.ts';

/** The status bar's menu: what one does most, under where we are. */
export async function showMenu(services: Services) {
  const { context, connection, keys } = services.keyRing.snapshot;
  const lines = services.localFacts.leftovers.length;
  const urgent = keys.filter(({ status }) => needsAttention(status)).length;
  const command = await pick(
    connection
      ? [
          ...(urgent > 0
            ? [
                {
                  label: t('$(warning) Show what needs attention ({0})', urgent),
                  value: 'keyrail.showAttention',
                },
              ]
            : []),
          ...(lines > 0
            ? [
                {
                  label: t('$(warning) Remove .env Lines of Ended Keys… ({0})', lines),
                  value: 'keyrail.removeEnvLines',
                },
              ]
            : []),
          { label: t('$(key) Show keys'), value: 'keyrail.apiKeys.focus' },
          { label: t('$(add) Create key…'), value: 'keyrail.createKey' },
          { label: t('$(file-symlink-file) Write secret to .env…'), value: 'keyrail.writeToEnv' },
          { label: t('$(play) Make a demo run'), value: 'keyrail.runDemo' },
          { label: t('$(refresh) Refresh'), value: 'keyrail.refresh' },
          {
            label: t('$(organization) Switch control-plane workspace…'),
            value: 'keyrail.switchWorkspace',
          },
          { label: t('$(plug) Switch connection…'), value: 'keyrail.switchConnection' },
          ...(connection.kind === 'remote'
            ? [{ label: t('$(pulse) Test connection…'), value: 'keyrail.testConnection' }]
            : []),
          { label: t('$(output) Show log'), value: 'keyrail.showLog' },
        ]
      : [{ label: t('$(plug) Connect to a control plane…'), value: 'keyrail.connect' }],
    { title: context ? describeContext(context) : 'Keyrail' },
  );
  await commands.executeCommand(command);
}
