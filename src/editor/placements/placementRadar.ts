import { CancellationTokenSource, Uri, workspace } from 'vscode';
import { isUsable } from '../../domain/keys/keyStatus.ts';
import type { Secret } from '../../domain/secrets/secret.ts';
import { readEnvFile } from '../../dotenv/envFile.ts';
import type { Marker } from '../../lifecycle/copies/copies.ts';
import type { Placement } from '../../lifecycle/copies/placements.ts';
import type { Room } from '../../lifecycle/room.ts';
import type { Disposable } from '../disposables.ts';
import { findEnvFiles } from '../env/envCandidates.ts';
import { trustedSpot } from '../env/envSpot.ts';
import type { KeyRing } from '../keys/keyRing.ts';
import { ownLines } from '../env/ownLines.ts';

/** What one look through the folders took, for the log and the bench. */
export interface Scanned {
  readonly files: number;
  readonly milliseconds: number;
  /** Whether the register of placements is another one now. */
  readonly changed: boolean;
}

/** Finds the values of our keys in `.env` files by their fingerprints. */
export interface PlacementRadar extends Disposable {
  /** Looks through all open folders that are trusted; calls made meanwhile share it. */
  scan(): Promise<Scanned>;
  /** Looks into these files only; answers whether the register changed. */
  look(files: readonly Uri[]): Promise<boolean>;
}

export function createPlacementRadar(
  room: () => Promise<Room>,
  keyRing: Pick<KeyRing, 'snapshot'>,
): PlacementRadar {
  const stop = new CancellationTokenSource();
  let running: Promise<Scanned> | undefined;

  const look = async (files: readonly Uri[]): Promise<boolean> => {
    const opened = await room();
    const sight = await prepare(opened, keyRing);
    let changed = false;
    for (const file of files) {
      if (stop.token.isCancellationRequested || !workspace.isTrusted) break;
      changed = (await lookInto(opened, sight, file)) || changed;
      // Files are read in turn, and everybody else's work comes between two of them.
      await new Promise((resolve) => setImmediate(resolve));
    }
    return changed;
  };

  const scan = async (): Promise<Scanned> => {
    const started = performance.now();
    const opened = await room();
    const known = (await opened.placements.all()).filter(({ place }) => place.kind === 'env');
    const anyKey = keyRing.snapshot.keys.length > 0 || (await opened.copies.held()).length > 0;
    if (!workspace.isTrusted || (!anyKey && known.length === 0)) {
      return { files: 0, milliseconds: performance.now() - started, changed: false };
    }
    const found = await findEnvFiles(stop.token);
    const files = new Map(found.map((uri) => [uri.toString(), uri]));
    for (const { place } of known) {
      if (place.kind === 'env') files.set(place.file, Uri.parse(place.file));
    }
    const changed = await look([...files.values()]);
    return { files: files.size, milliseconds: performance.now() - started, changed };
  };

  return {
    scan() {
      running ??= scan().finally(() => {
        running = undefined;
      });
      return running;
    },
    look,
    dispose() {
      stop.cancel();
      stop.dispose();
    },
  };
}

/** What is known of our keys for the time of one look. */
interface Sight {
  readonly prefixes: ReadonlySet<string>;
  readonly placements: readonly Placement[];
  whose(value: Secret): Promise<Marker | undefined>;
  isDead(marker: Marker): boolean;
}

async function prepare(room: Room, { snapshot }: Pick<KeyRing, 'snapshot'>): Promise<Sight> {
  const held = await room.copies.held();
  const owners = new Map<string, Promise<Marker | undefined>>();
  return {
    prefixes: new Set([
      ...held.map(({ keyPrefix }) => keyPrefix),
      ...snapshot.keys.map(({ key }) => key.key_prefix),
    ]),
    placements: await room.placements.all(),
    whose(value) {
      const name = value.sha256();
      const known = owners.get(name) ?? room.copies.whose(value);
      owners.set(name, known);
      return known;
    },
    isDead({ keyId, connectionId }) {
      if (connectionId !== snapshot.connection?.id) return false;
      const row = snapshot.keys.find(({ key }) => key.api_key_id === keyId);
      return row !== undefined && !isUsable(row.status);
    },
  };
}

async function lookInto(room: Room, sight: Sight, uri: Uri): Promise<boolean> {
  const file = uri.toString();
  const spot = await trustedSpot(uri);
  const state = spot && (await readEnvFile(spot.path, spot.disk));
  const known = sight.placements.filter(({ place }) => place.kind === 'env' && place.file === file);
  if (state?.kind !== 'file') {
    if (state?.code !== 'no-folder') return false;
    // A folder that was deleted took its files along, and no watcher names each of them.
    for (const { place } of known) await room.placements.forget(place);
    return known.length > 0;
  }
  const variables = new Set(known.map(({ place }) => place.variable));
  const lines = ownLines(state.bytes, sight.prefixes, variables);
  if (!lines) return false;
  let changed = false;
  for (const { variable, value } of lines) {
    const owner = await sight.whose(value);
    if (!owner) continue;
    const place = { kind: 'env', file, variable } as const;
    const before = known.find((each) => each.place.variable === variable);
    if (before?.fingerprint !== owner.fingerprint || before.keyId !== owner.keyId) {
      await room.placements.remember(place, owner, value);
      changed = true;
    } else if (before.state === 'stale') continue;
    if (!sight.isDead(owner)) continue;
    await room.placements.markStale(place);
    changed = true;
  }
  for (const { place, fingerprint } of known) {
    const line = lines.find((each) => each.variable === place.variable);
    const isThere =
      line &&
      ((await sight.whose(line.value)) !== undefined ||
        (await room.placements.fingerprint(line.value)) === fingerprint);
    if (isThere) continue;
    await room.placements.forget(place);
    changed = true;
  }
  return changed;
}
