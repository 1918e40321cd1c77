import { t } from '@vscode/l10n';
import { atOf, rowOfKey, type SessionContext } from '../keys/snapshot.ts';
import { posix } from 'node:path';
import { workspace, type Uri } from 'vscode';
import { isLive, ownerName, type LeakOwner } from '../../domain/leaks/judge.ts';
import type { Secret } from '../../domain/secrets/secret.ts';
import { importCopy } from '../../lifecycle/protocols/localCopies.ts';
import type { LifecycleContext } from '../../lifecycle/context.ts';
import type { ApiKey } from '../../wire/apiKeys.ts';
import { askedOn, whereText } from '../connection/askedOn.ts';
import type { Session } from '../connection/session.ts';
import type { EnvFiles } from '../env/envFiles.ts';
import type { EnvWrite, EnvWritten } from '../env/envWrite.ts';
import { envSpot } from '../env/envSpot.ts';
import { envFileName, type EnvTarget, type EnvTargets } from '../env/envTarget.ts';
import { AnotherFile } from '../env/previewEnd.ts';
import type { UndoableWrite } from '../env/undoableWrites.ts';
import { ownLines, ownPrefixes } from '../env/ownLines.ts';
import type { KeyList } from '../keys/keyList.ts';
import { confirm, withProgress } from '../prompts.ts';
import { readSetting } from '../settings.ts';
import { whoseSecret } from './whoseSecret.ts';
import { readEnvFile } from '../../dotenv/envFile.ts';
import { findVariable } from '../../dotenv/text/variable.ts';

/** What is needed to put a secret where it belongs. */
export interface KeepParts {
  readonly lifecycle: () => Promise<LifecycleContext>;
  readonly keyList: Pick<KeyList, 'snapshot' | 'here'>;
  readonly envFiles: EnvFiles;
  readonly envTargets: EnvTargets;
}

/** Where a secret will be, and under which name it is read. */
export interface Home {
  readonly variable: string;
  /** `undefined` where no `.env` can be written: the document lies in no trusted folder on disk. */
  readonly target: EnvTarget | undefined;
  /** The line already holds the value. */
  readonly isThere: boolean;
}

/** The name under which a secret is read where nothing else decides it. */
export function usualVariable(document: Uri, owner: LeakOwner): string {
  return owner.kind === 'foreign'
    ? `${owner.format.toUpperCase().replaceAll(/\W/g, '_')}_SECRET`
    : readSetting('envVariable', document);
}

/** Where the secret of a leak in this document is to go. Never overwrites another key's value. */
export async function findHome(
  { lifecycle, keyList, envTargets }: KeepParts,
  document: Uri,
  { secret, owner }: { readonly secret: Secret; readonly owner: LeakOwner },
  fedBy: (variable: string) => string,
): Promise<Home> {
  const usual = usualVariable(document, owner);
  const folder = workspace.getWorkspaceFolder(document);
  if (folder?.uri.scheme !== 'file' || !workspace.isTrusted) {
    return { variable: usual, target: undefined, isThere: false };
  }
  const target = await envTargets.choose({ near: document });
  const { path, disk } = await envSpot(target.folder, target.file);
  const file = await readEnvFile(path, disk);
  if (file.kind !== 'file') return { variable: usual, target, isThere: false };
  const { bytes } = file;
  const isItself = fedBy(usual) === usual;
  const lines = await ownLines(bytes, ownPrefixes([secret.keyPrefix]));
  const there = lines?.find(({ value }) => value.equals(secret));
  if (there && isItself) return { variable: there.variable, target, isThere: true };
  for (let count = 1; ; count++) {
    const variable = count === 1 ? usual : `${usual}_${count}`;
    const held = findVariable(bytes, fedBy(variable)).at(-1)?.value;
    if (held?.equals(secret)) return { variable, target, isThere: true };
    // What a key left behind that opens nothing any more is replaced; anything else stays.
    if (!held || !isLive(await whoseSecret(await lifecycle(), keyList.snapshot, held))) {
      return { variable, target, isThere: false };
    }
  }
}

/** What became of a secret. */
export interface Kept {
  /** `.env`, as the person knows it; `undefined` where no file holds it. */
  readonly file: string | undefined;
  /** This editor has a local copy of it. */
  readonly copied: boolean;
  /** Absent where nothing was written now. */
  readonly write?: UndoableWrite | undefined;
}

/** What is left once the person was asked about a value that only begins like a key's. */
export type SettledOwner = Exclude<LeakOwner, { readonly kind: 'alike' }>;

/**
 * Puts a secret where it belongs before it is taken out of where it stands: a local copy where it is
 * one of the keys here, and its line in the `.env`. @throws UserFacingError, ApiError, CancelledError
 */
export async function keepSecret(
  parts: KeepParts,
  secret: Secret,
  owner: SettledOwner,
  { target, variable, isThere }: Home,
  fedBy: (variable: string) => string,
): Promise<Kept> {
  if (!isLive(owner)) return { file: undefined, copied: false };
  const own = owner.kind === 'own' ? await keepCopy(parts, secret, owner) : undefined;
  const copied = own !== undefined;
  if (!target) return { file: undefined, copied };
  const file = posix.relative(target.folder.uri.path, target.file.path);
  if (isThere) return { file, copied };
  const what = { secret, ask: true, ...(own ?? { baseUrl: '', of: undefined }) };
  const placed = { ...target, variable: fedBy(variable) };
  const { place, undo } = await writeWhere(parts, placed, what);
  const name = envFileName(place);
  const write = undo && {
    keyId: own?.of.keyId,
    label: owner.kind === 'own' ? ownerName(owner) : t('a secret of no known key'),
    file: place.file.toString(),
    name,
    undo,
  };
  return { file: name, copied, write };
}

/** Writes, into another file where the person would rather have that. @throws UserFacingError, CancelledError */
async function writeWhere(
  { envFiles, envTargets }: KeepParts,
  target: EnvTarget,
  what: EnvWrite,
): Promise<{ readonly place: EnvTarget; readonly undo: EnvWritten['undo'] }> {
  // The address belongs beside the secret of a key, and beside nothing else.
  let place = what.of ? target : { ...target, baseUrlVariable: '' };
  for (;;) {
    try {
      return { place, undo: (await envFiles.write(place, what)).undo };
    } catch (error) {
      if (!(error instanceof AnotherFile)) throw error;
      const wish = { near: target.file, variable: target.variable, choice: 'wanted' } as const;
      const { file } = await envTargets.choose(wish);
      place = { ...place, file };
    }
  }
}

/**
 * What the `.env` is told of the key, once the local copy is there; `undefined` when the control plane
 * does not accept the value. It is the one that issued it: where the person has gone to another
 * connection meanwhile, nothing is sent there.
 */
async function keepCopy(
  { lifecycle, keyList }: KeepParts,
  secret: Secret,
  { keyId, keyPrefix }: SettledOwner & { readonly kind: 'own' },
) {
  const opened = await lifecycle();
  const { session, context } = await keyList.here();
  const at = atOf(context);
  const marker = await opened.copies.whose(secret);
  if (marker?.connectionId !== at.connectionId || marker.keyId !== keyId) return undefined;
  if (marker.state !== 'held') {
    const key = { api_key_id: keyId, key_prefix: keyPrefix };
    if (!(await tryAndKeep(opened, { session, context }, key, secret))) return undefined;
  }
  const provenBaseUrl = () => session.provenBaseUrl();
  return { baseUrl: await provenBaseUrl(), provenBaseUrl, of: { ...at, keyId, keyPrefix } };
}

async function tryAndKeep(
  lifecycle: LifecycleContext,
  { session, context }: { readonly session: Session; readonly context: SessionContext },
  key: Pick<ApiKey, 'api_key_id' | 'key_prefix'>,
  secret: Secret,
): Promise<boolean> {
  const proof = await withProgress(t('Trying the secret'), (signal) =>
    session.runtime(secret).probe(signal),
  );
  if (!proof.accepted) return false;
  return (await importCopy(lifecycle, { ...atOf(context), key }, secret)) === 'imported';
}

/**
 * Finds out whether a value is that of the key that it begins like, by sending it to the control plane
 * that lists the key: only once the person has said that it was issued there. A copy of it is kept then.
 * Any other owner is known already. @throws ApiError, CancelledError
 */
export async function settleOwner(
  { lifecycle, keyList }: Pick<KeepParts, 'lifecycle' | 'keyList'>,
  secret: Secret,
  owner: LeakOwner,
): Promise<SettledOwner> {
  if (owner.kind !== 'alike') return owner;
  const { keyId, keyPrefix, label } = owner;
  const unknown = { kind: 'unknown', keyPrefix } as const;
  const { session, context } = await keyList.here();
  const row = rowOfKey(keyList.snapshot, keyId);
  if (row?.key.key_prefix !== keyPrefix) return unknown;
  const { connection } = context;
  // The local control plane is asked within this window, and nothing leaves it.
  if (connection.kind === 'remote') {
    const { host } = new URL(connection.baseUrl);
    const send = t('Send and Keep');
    const pressed = await confirm({
      message: askedOn(connection, t('Was this secret issued by {0}?', host), (name) =>
        t('Was this secret issued by {0}, production {1}?', host, name),
      ),
      detail: [
        t(
          'It begins like the secret of {0}, which is listed there. Whether it is that one only {1} can tell, and to find out the whole secret is sent there. Say no if it may be of another service.',
          label,
          host,
        ),
        whereText(context),
      ],
      buttons: [send, t('Do Not Send')],
    });
    if (pressed !== send) return unknown;
  }
  const isKept = await tryAndKeep(await lifecycle(), { session, context }, row.key, secret);
  return isKept ? { ...owner, kind: 'own' } : unknown;
}
