import { workspace } from 'vscode';
import { createDisposableStore, type Disposable } from '../disposables.ts';
import type { KeyList } from '../keys/keyList.ts';
import type { Log } from '../log.ts';
import type { TerminalChannel } from './channel.ts';

interface TerminalParts {
  readonly keyList: Pick<KeyList, 'snapshot' | 'onDidChange'>;
  readonly channel: () => Promise<TerminalChannel>;
  readonly log: Log;
}

/** Gives new terminals the command `keyrail` once there is a connection to ask, in a trusted folder. */
export function watchTerminals({ keyList, channel, log }: TerminalParts): Disposable {
  const owned = createDisposableStore();
  const openOnce = () => {
    // A connection is not enough reason to change the terminals of a folder that is not trusted.
    if (!workspace.isTrusted || keyList.snapshot.connection === undefined) return;
    owned.dispose();
    channel().catch((error: unknown) => {
      log.error('Terminals do not get the command keyrail.', error);
    });
  };
  owned.add(keyList.onDidChange(openOnce));
  owned.add(workspace.onDidGrantWorkspaceTrust(openOnce));
  openOnce();
  return owned;
}
