import { window, workspace, type Uri } from 'vscode';
import { isNamedLikeEnv } from '../../dotenv/envFileName.ts';
import type { LifecycleContext } from '../../lifecycle/context.ts';
import {
  after,
  createDisposableStore,
  type Disposable,
  type DisposableStore,
} from '../disposables.ts';
import type { KeyList } from '../keys/keyList.ts';
import type { LocalFacts } from '../secrets/localFacts.ts';
import type { Log } from '../log.ts';
import { endTerminalsOfEnded, markEndedStale } from './endedKeys.ts';
import { forgetLostTerminals } from './lostTerminals.ts';
import type { PlacementScanner } from './placementScanner.ts';
import { endTerminalUses } from './terminalEnd.ts';
import type { Terminals } from './terminals.ts';

/** What is needed to keep the register of placements true. */
export interface PlaceParts {
  readonly lifecycle: () => Promise<LifecycleContext>;
  readonly scanner: PlacementScanner;
  readonly keyList: KeyList;
  readonly localFacts: LocalFacts;
  readonly terminals: Terminals;
  readonly log: Log;
}

/** An editor saves several files at once, and a checkout changes hundreds. */
const gatherMs = 300;

/** Work in the background, of which the log alone is told, and a redraw where it changed something. */
type Background = (changes: () => Promise<boolean>) => void;

/** Looks once at everything, then at what changes; ends terminals' secrets with their keys. */
export function watchPlaces(parts: PlaceParts): Disposable {
  const { lifecycle, scanner, keyList, localFacts, terminals, log } = parts;
  const owned = createDisposableStore();
  const draw = async () => {
    await localFacts.reload();
    keyList.redraw();
  };
  const inBackground: Background = (changes) => {
    const work = async () => {
      if (await changes()) await draw();
    };
    work().catch((error: unknown) => {
      log.error('The placements could not be looked through.', error);
    });
  };
  const scan = async () => {
    const { files, milliseconds, changed } = await scanner.scan();
    if (files > 0) log.info(`Looked into ${files} .env files in ${Math.round(milliseconds)} ms.`);
    return changed;
  };

  watchFiles(owned, scanner, inBackground);
  owned.add(
    workspace.onDidRenameFiles(() => {
      // What went by one name came by another, and a folder's files are not named.
      inBackground(scan);
    }),
  );
  owned.add(
    workspace.onDidGrantWorkspaceTrust(() => {
      inBackground(scan);
    }),
  );
  owned.add(
    workspace.onDidChangeWorkspaceFolders(({ removed }) => {
      inBackground(async () => {
        const gone = removed.map(({ uri }) => uri.toString());
        const uses = terminals.list().filter(({ folder }) => gone.includes(folder.uri.toString()));
        await endTerminalUses(await lifecycle(), terminals, uses);
        return scan();
      });
    }),
  );
  owned.add(
    window.onDidCloseTerminal((closed) => {
      const left = terminals.leftBy(closed);
      if (left.length === 0) return;
      inBackground(async () => {
        await endTerminalUses(await lifecycle(), terminals, left);
        return true;
      });
    }),
  );
  owned.add(
    keyList.onDidRefresh(() => {
      inBackground(async () => {
        const ended = await endTerminalsOfEnded(parts);
        const lost = await forgetLostTerminals(await lifecycle(), terminals);
        const gone = await scanner.lookAgain();
        return (await markEndedStale(parts)) || ended || lost || gone;
      });
    }),
  );
  inBackground(async () => {
    const lost = await forgetLostTerminals(await lifecycle(), terminals);
    // What is known already is shown before everything is looked through.
    if (lost) await draw();
    return scan();
  });
  return owned;
}

/** Looks into what changed once a burst of changes is over. */
function watchFiles(
  owned: DisposableStore,
  scanner: PlacementScanner,
  inBackground: Background,
): void {
  const waiting = new Map<string, Uri>();
  let timer: Disposable | undefined;
  const lookSoon = (uri: Uri) => {
    waiting.set(uri.toString(), uri);
    timer?.dispose();
    timer = after(gatherMs, () => {
      const files = [...waiting.values()];
      waiting.clear();
      inBackground(() => scanner.look(files));
    });
  };
  const watcher = owned.add(workspace.createFileSystemWatcher('**/{.env*,*.env,.dev.vars*}'));
  owned.add(watcher.onDidCreate(lookSoon));
  owned.add(watcher.onDidChange(lookSoon));
  owned.add(watcher.onDidDelete(lookSoon));
  owned.add(
    workspace.onDidSaveTextDocument(({ uri }) => {
      if (isNamedLikeEnv(uri.path)) lookSoon(uri);
    }),
  );
  owned.add(
    workspace.onDidDeleteFiles(() => {
      inBackground(() => scanner.lookAgain());
    }),
  );
  owned.add({
    dispose() {
      timer?.dispose();
    },
  });
}
