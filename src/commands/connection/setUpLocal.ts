import { t } from '@vscode/l10n';
import { answeredArgument } from '../../editor/ownArguments.ts';
import { connect, type Connects } from './connect.ts';
import { callWith } from '../prompter.ts';

/** Connects to the control plane inside this editor; asks where that leaves another one. */
export async function setUpLocal(ports: Connects) {
  const current = ports.connections.current();
  if (current && current.kind !== 'local') {
    await ports.prompter.confirm({
      message: t('Switch from {0} to the local control plane?', current.name),
      detail: t('The connection stays, and you can switch back at any time.'),
      buttons: [t('Switch')],
    });
  }
  return callWith(ports, connect, answeredArgument({ kind: 'local' }));
}
