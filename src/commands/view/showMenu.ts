import { t } from '@vscode/l10n';
import { commands } from 'vscode';
import { needsAttention } from '../../domain/keys/keyStatus.ts';
import { describeContext } from '../../editor/keys/snapshot.ts';
import type { Asking, Telling, ListedKeys, LocalKeys } from '../ports.ts';

/** The status bar's menu: what one does most, under where we are. */
export async function showMenu(ports: Asking & Telling & ListedKeys & LocalKeys) {
  const { context, connection, keys } = ports.keyList.snapshot;
  const lines = ports.localFacts.leftovers.length;
  const urgent = keys.filter(({ status }) => needsAttention(status)).length;
  const command = await ports.prompter.pick(
    connection
      ? [
          ...(urgent > 0
            ? [
                {
                  label: t('$(warning) Show Keys That Need Attention ({0})', urgent),
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
          { label: t('$(key) Show Keys'), value: 'keyrail.apiKeys.focus' },
          { label: t('$(add) Create Key…'), value: 'keyrail.createKey' },
          { label: t('$(file-symlink-file) Write Secret to .env…'), value: 'keyrail.writeToEnv' },
          { label: t('$(play) Make Demo Run'), value: 'keyrail.runDemo' },
          { label: t('$(refresh) Refresh'), value: 'keyrail.refresh' },
          {
            label: t('$(organization) Switch Control-Plane Workspace…'),
            value: 'keyrail.switchWorkspace',
          },
          { label: t('$(plug) Switch Connection…'), value: 'keyrail.switchConnection' },
          ...(connection.kind === 'remote'
            ? [{ label: t('$(pulse) Test Connection…'), value: 'keyrail.testConnection' }]
            : []),
          { label: t('$(output) Show Log'), value: 'keyrail.showLog' },
        ]
      : [{ label: t('$(plug) Connect to a Server…'), value: 'keyrail.connect' }],
    { title: context ? describeContext(context) : 'Keyrail' },
  );
  // What the person has just chosen here is asked about no more where it would act at once.
  await (command === 'keyrail.runDemo'
    ? ports.messages.runPressed({ command, args: [{}] })
    : commands.executeCommand(command));
}
