import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Marker } from '../../src/lifecycle/copies/copies.ts';
import type { Placement } from '../../src/lifecycle/copies/placement.ts';
import { sweepTemporaries } from '../../src/files/temporaries.ts';
import { vaultNames } from '../../src/lifecycle/storage/vaultNames.ts';
import type { ApiKey } from '../../src/wire/apiKeys.ts';
import { valueOf } from './envPlaces.ts';
import { brokenSettings, settingsFile, settingsValue } from './textPlaces.ts';
import { foundInProcesses, isKept, overwritten, programPlaces, valueIn } from './programs.ts';
import { readVault } from './fileVault.ts';
import { keptAlsoIn, secondFolder, secondValue } from './secondVault.ts';
import { secondPlaceOf } from '../../src/lifecycle/steps/secondCopies.ts';
import type { Report, Scenario, Told } from './jobs.ts';

/** What must be nought after every trial. */
export interface Broken {
  /** Told to be kept, and neither there nor told to be missing; or a file that lost something. */
  readonly lost: readonly string[];
  /** Alive on the server; nobody has the secret, and nobody was told. */
  readonly orphans: readonly string[];
  /** The client believes it current; the server does not accept it, or not as long as agreed. */
  readonly dead: readonly string[];
  /** Files outside of vault and placements in which a secret was found. */
  readonly leaked: readonly string[];
  /** What is still in the journal although everything works again. */
  readonly unsettled: readonly string[];
}

/** Everything there is to know at the end of a trial. */
export interface Evidence {
  readonly scenario: Scenario;
  readonly dir: string;
  readonly connectionId: string;
  readonly rows: readonly ApiKey[];
  /** Every secret the server ever gave out there, by key id. */
  readonly secrets: ReadonlyMap<string, string>;
  /** Keys that the harness itself made, as somebody else. */
  readonly foreign: ReadonlySet<string>;
  readonly last: Report;
  readonly mayWaitFor: readonly string[];
  /** Everything that was ever written to standard streams and error messages. */
  readonly said: string;
}

export function check(evidence: Evidence): Broken {
  // What a killed write left is taken away by the next look there, a minute later.
  sweepTemporaries(evidence.dir, Date.now, 0);
  const view = look(evidence);
  return {
    lost: [
      ...lostCopies(view),
      ...lostSecondCopies(view),
      ...endedTooEarly(view),
      ...heldByPrograms(view),
      ...brokenSettings(evidence.dir),
      ...overwritten(evidence.dir),
    ],
    orphans: [...orphansOf(view), ...saidToHaveEnded(view)],
    dead: [...deadPlacements(view), ...deadCopies(view)],
    leaked: [...leaksOf(evidence), ...foundInProcesses(evidence.dir)],
    unsettled: unsettledOf(evidence),
  };
}

interface View extends Evidence {
  readonly told: readonly Told[];
  readonly vault: ReadonlyMap<string, string>;
  readonly placements: readonly Placement[];
  readonly markers: readonly Marker[];
  readonly env: string | undefined;
  readonly live: ReadonlyMap<string, ApiKey>;
  readonly hasCopy: (keyId: string) => boolean;
  readonly isInEnv: (keyId: string) => boolean;
  readonly somebodyRevoked: ReadonlySet<string>;
}

function look(evidence: Evidence): View {
  const { dir, rows, secrets, connectionId } = evidence;
  const told = readLines(join(dir, 'told.jsonl'));
  const vault = readVault(join(dir, 'vault'));
  const env = valueOf({ kind: 'env', file: `file://${dir}/.env`, variable: 'GOVRAIL_API_KEY' });
  const now = new Date().toISOString();
  const isLive = ({ status, revoked_at, expires_at }: ApiKey) =>
    status === 'active' && revoked_at === null && (expires_at === null || expires_at > now);
  const secretOf = (keyId: string) => secrets.get(keyId);
  return {
    ...evidence,
    told,
    vault,
    env,
    placements: readRecords<Placement>(join(dir, 'lifecycle', 'places')),
    markers: readRecords<Marker>(join(dir, 'lifecycle', 'copies')),
    live: new Map(rows.filter(isLive).map((row) => [row.api_key_id, row])),
    hasCopy: (keyId) => {
      const copy = vault.get(vaultNames.copy(connectionId, keyId));
      return copy !== undefined && copy === secretOf(keyId);
    },
    isInEnv: (keyId) => env !== undefined && env === secretOf(keyId),
    somebodyRevoked: new Set(
      told.flatMap((line) => (line.kind === 'somebody' ? [line.revoked] : [])),
    ),
  };
}

/** A key that was said to be kept has its copy, or is said to be missing by an unproven machine. */
function lostCopies({ told, live, hasCopy, last }: View): string[] {
  const lost: string[] = [];
  for (const line of told) {
    const kept = keptBy(line);
    if (!kept || !live.has(kept.keyId) || hasCopy(kept.keyId)) continue;
    const isToldMissing = last.missing.includes(kept.keyId);
    if (!isToldMissing || kept.persistence === 'proven') lost.push(`${kept.keyId} (${kept.how})`);
  }
  return lost;
}

function keptBy(line: Told): { keyId: string; how: string; persistence?: string } | undefined {
  if (line.kind === 'outcome') {
    const { kind, keyId, copy, persistence } = line.outcome;
    if (keyId == null || copy !== 'vault') return undefined;
    return { keyId, how: kind, ...(persistence === undefined ? {} : { persistence }) };
  }
  if (line.kind !== 'fact') return undefined;
  const { fact } = line;
  if (fact.kind === 'lost-and-replaced') return { keyId: fact.keyId, how: fact.kind };
  if (fact.kind === 'finished' && fact.operation !== 'revoke' && fact.keyId !== undefined) {
    return { keyId: fact.keyId, how: fact.kind };
  }
  return undefined;
}

/** Once nothing waits for it any more, every living key that was kept is in the person's own vault as well. */
function lostSecondCopies({ told, live, last, secrets, dir }: View): string[] {
  const kept = new Set(told.flatMap((line) => keptBy(line)?.keyId ?? []));
  return [...kept].flatMap((keyId) => {
    const row = live.get(keyId);
    const isWaiting = last.waiting.some(({ newKeyId }) => newKeyId === keyId);
    if (!row || isWaiting) return [];
    const place = secondPlaceOf(keptAlsoIn, { keyPrefix: row.key_prefix });
    return secondValue(dir, place) === secrets.get(keyId) ? [] : [`${keyId} (second copy)`];
  });
}

/** An overlap ends the old key only when the new secret is still somewhere. */
function endedTooEarly({ told, hasCopy, isInEnv, somebodyRevoked }: View): string[] {
  return told.flatMap((line) => {
    if (line.kind !== 'fact' || line.fact.kind !== 'retired') return [];
    const { keyId, replacementId } = line.fact;
    if (somebodyRevoked.has(keyId) || hasCopy(replacementId) || isInEnv(replacementId)) return [];
    return [`${keyId} ended without ${replacementId}`];
  });
}

/** An overlap ends the old key only when no program has its secret any more. */
function heldByPrograms({ dir, scenario, secrets, live, somebodyRevoked }: View): string[] {
  if (scenario !== 'overlap') return [];
  return programPlaces.flatMap((place) => {
    const value = valueIn(dir, place);
    const dead = [...secrets].find(
      ([keyId, secret]) => secret === value && !live.has(keyId) && !somebodyRevoked.has(keyId),
    );
    return dead ? [`${dead[0]} ended, and ${place.recipe} still has it`] : [];
  });
}

function orphansOf(view: View): string[] {
  const { live, foreign, hasCopy, isInEnv, told, last } = view;
  const isTold = (keyId: string) =>
    last.missing.includes(keyId) ||
    last.waiting.some(
      ({ newKeyId, oldKeyId, stillAlive }) =>
        newKeyId === keyId || oldKeyId === keyId || stillAlive.includes(keyId),
    ) ||
    told.some(
      (line) => line.kind === 'fact' && line.fact.kind === 'suspect' && line.fact.keyId === keyId,
    );
  return [...live.keys()].filter(
    (keyId) => !foreign.has(keyId) && !hasCopy(keyId) && !isInEnv(keyId) && !isTold(keyId),
  );
}

/** A loan that is over and the keys of a panic are dead, and everybody may count on it. */
function saidToHaveEnded({ told, live }: View): string[] {
  const ended = told.flatMap((line) => {
    if (line.kind === 'outcome') {
      const { kind, keyId, ended: keyIds = [] } = line.outcome;
      return kind === 'loan-ended' && keyId != null ? [keyId] : keyIds;
    }
    if (line.kind !== 'fact') return [];
    if (line.fact.kind === 'loan-ended') return [line.fact.keyId];
    return line.fact.kind === 'panic-finished' ? line.fact.keyIds : [];
  });
  return ended.filter((keyId) => live.has(keyId)).map((keyId) => `${keyId} was said to be dead`);
}

function deadPlacements(view: View): string[] {
  const { placements, env, secrets, live, somebodyRevoked, told } = view;
  const dead: string[] = [];
  const inSettings = settingsValue(view.dir);
  for (const { keyId, state, place } of placements) {
    if (state !== 'current' || somebodyRevoked.has(keyId)) continue;
    const value =
      place.kind === 'program'
        ? (secondValue(view.dir, place) ?? valueIn(view.dir, place))
        : place.kind === 'text'
          ? inSettings
          : env;
    if (value === undefined || value !== secrets.get(keyId))
      dead.push(`${keyId} is not what stands there`);
    else if (!live.has(keyId)) dead.push(`${keyId} has ended`);
  }
  // Born dead, or to die earlier than was agreed.
  for (const line of told) {
    if (line.kind !== 'outcome' || line.outcome.copy === undefined) continue;
    const { keyId, expiresAt } = line.outcome;
    const row = live.get(keyId ?? '');
    if (row?.expires_at == null || expiresAt == null) continue;
    if (Date.parse(row.expires_at) < Date.parse(expiresAt)) {
      dead.push(`${row.api_key_id} ends before it was agreed`);
    }
  }
  return dead;
}

/**
 * A copy in the vault is a placement, too: when its key has ended, it is gone, or the person ended
 * the key and keeps the copy for as long as he likes.
 */
function deadCopies({ markers, live, somebodyRevoked, scenario }: View): string[] {
  if (scenario === 'revoke') return [];
  return markers
    .filter(({ keyId, state }) => state === 'held' && !live.has(keyId))
    .filter(({ keyId }) => !somebodyRevoked.has(keyId))
    .map(({ keyId }) => `${keyId} has ended, and its copy counts as good`);
}

function leaksOf({ dir, secrets, said }: Evidence): string[] {
  const values = [...secrets.values()];
  const leaked: string[] = values.some((value) => said.includes(value)) ? ['standard output'] : [];
  for (const file of readdirSync(dir, { recursive: true, withFileTypes: true })) {
    if (
      !file.isFile() ||
      file.name === '.env' ||
      file.name === settingsFile ||
      file.parentPath === join(dir, 'vault') ||
      file.parentPath === join(dir, secondFolder) ||
      isKept(dir, file.parentPath)
    )
      continue;
    const text = readFileSync(join(file.parentPath, file.name), 'utf8');
    if (values.some((value) => text.includes(value))) leaked.push(file.name);
  }
  return leaked;
}

function unsettledOf({ last, mayWaitFor }: Evidence): string[] {
  const stuck = last.waiting
    .filter((pending) => pending.for === null || !mayWaitFor.includes(pending.for))
    .map(({ operation, step, for: waits }) => `${operation} ${step} waits for ${waits}`);
  return last.error === null ? stuck : [...stuck, last.error];
}

function readLines(path: string): Told[] {
  if (!existsSync(path)) return [];
  const lines = readFileSync(path, 'utf8').split('\n');
  // Written by `tell`, one whole line a call.
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as Told);
}

function readRecords<T>(folder: string): T[] {
  if (!existsSync(folder)) return [];
  const files = readdirSync(folder).filter((name) => name.endsWith('.json'));
  // Written by the lifecycle; its own tests hold the shape.
  return files.map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as T);
}
