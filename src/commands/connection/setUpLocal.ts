import { t } from '@vscode/l10n';
import { confirm } from '../../editor/prompts.ts';
import { answeredArgument } from '../../editor/ownArguments.ts';
import { connect, type Connects } from './connect.ts';

/** Connects to the control plane inside this editor; asks where that leaves another one. */
export async function setUpLocal(services: Connects) {
  const current = services.connections.current();
  if (current && current.kind !== 'local') {
    await confirm({
      message: t('Switch from {0} to the local control plane?', current.name),
      detail: t('The connection stays, and you can switch back at any time.'),
      buttons: [t('Switch')],
    });
  }
  return connect(services, answeredArgument({ kind: 'local' }));
}
