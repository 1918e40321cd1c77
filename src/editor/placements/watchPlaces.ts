import { window, workspace, type Uri } from 'vscode';
import { isNamedLikeEnv } from '../../dotenv/envFileName.ts';
import type { LifecycleContext } from '../../lifecycle/context.ts';
import { after, createDisposableStore, type Disposable } from '../disposables.ts';
import type { KeyList } from '../keys/keyList.ts';
import type { LocalFacts } from '../secrets/localFacts.ts';
import type { Log } from '../log.ts';
import { forgetLostTerminals } from './lostTerminals.ts';
import type { PlacementScanner } from './placementScanner.ts';
import { endTerminalUses } from './terminalEnd.ts';
import type { Terminals, TerminalUse } from './terminals.ts';

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

/** Looks once at everything, then at what changes; ends terminals' secrets with their keys. */
export function watchPlaces(parts: PlaceParts): Disposable {
  const { lifecycle, scanner, keyList, localFacts, terminals, log } = parts;
  const owned = createDisposableStore();
  const waiting = new Map<string, Uri>();
  let timer: Disposable | undefined;

  const guarded = (work: () => Promise<void>) => {
    work().catch((error: unknown) => {
      log.error('The placements could not be looked through.', error);
    });
  };
  const draw = async () => {
    await localFacts.reload();
    keyList.redraw();
  };
  const scan = async () => {
    const { files, milliseconds, changed } = await scanner.scan();
    if (files > 0) log.info(`Looked into ${files} .env files in ${Math.round(milliseconds)} ms.`);
    if (changed) await draw();
  };
  const lookSoon = (uri: Uri) => {
    waiting.set(uri.toString(), uri);
    timer?.dispose();
    timer = after(gatherMs, () => {
      const files = [...waiting.values()];
      waiting.clear();
      guarded(async () => {
        if (await scanner.look(files)) await draw();
      });
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
  const lookAgain = () => {
    guarded(async () => {
      if (await scanner.lookAgain()) await draw();
    });
  };
  owned.add(workspace.onDidDeleteFiles(lookAgain));
  owned.add(
    workspace.onDidRenameFiles(() => {
      // What went by one name came by another, and a folder's files are not named.
      guarded(scan);
    }),
  );
  owned.add(
    workspace.onDidGrantWorkspaceTrust(() => {
      guarded(scan);
    }),
  );
  owned.add(
    workspace.onDidChangeWorkspaceFolders(({ removed }) => {
      guarded(async () => {
        const gone = removed.map(({ uri }) => uri.toString());
        const uses = terminals.list().filter(({ folder }) => gone.includes(folder.uri.toString()));
        await endTerminalUses(await lifecycle(), terminals, uses);
        await scan();
      });
    }),
  );
  owned.add(
    window.onDidCloseTerminal((closed) => {
      const left = terminals.leftBy(closed);
      if (left.length === 0) return;
      guarded(async () => {
        await endTerminalUses(await lifecycle(), terminals, left);
        await draw();
      });
    }),
  );
  owned.add(
    keyList.onDidRefresh(() => {
      guarded(async () => {
        const ended = await endWithKeys(parts);
        const lost = await forgetLostTerminals(await lifecycle(), terminals);
        const gone = await scanner.lookAgain();
        if ((await markDead(parts)) || ended || lost || gone) await draw();
      });
    }),
  );
  owned.add({
    dispose() {
      timer?.dispose();
    },
  });
  guarded(async () => {
    if (await forgetLostTerminals(await lifecycle(), terminals)) await draw();
    await scan();
  });
  return owned;
}

/** A key that somebody revoked, here or elsewhere, is given to no new terminal. */
async function endWithKeys({ lifecycle, terminals, keyList }: PlaceParts): Promise<boolean> {
  const { connection, keys } = keyList.snapshot;
  const revoked = new Set(
    keys.filter(({ status }) => status.kind === 'revoked').map(({ key }) => key.api_key_id),
  );
  if (revoked.size === 0) return false;
  const opened = await lifecycle();
  const uses: TerminalUse[] = [];
  for (const use of terminals.list()) {
    const { folder, variable } = use;
    const place = { kind: 'terminal', folder: folder.uri.toString(), variable } as const;
    // Not by prefix: another connection may list what begins like this one's key.
    const of = await opened.placements.at(place);
    if (of?.connectionId === connection?.id && of && revoked.has(of.keyId)) uses.push(use);
  }
  await endTerminalUses(opened, terminals, uses);
  return uses.length > 0;
}

/** The server can end a key without this editor: its placements are not to be relied on then. */
async function markDead({ lifecycle, keyList }: PlaceParts): Promise<boolean> {
  const { connection, keys } = keyList.snapshot;
  const { placements } = await lifecycle();
  let changed = false;
  for (const known of await placements.all()) {
    if (known.connectionId !== connection?.id || known.state === 'stale') continue;
    const row = keys.find(({ key }) => key.api_key_id === known.keyId);
    if (row?.status.kind !== 'revoked') continue;
    changed = (await placements.markStale(known.place, known)) || changed;
  }
  return changed;
}
