import { t } from '@vscode/l10n';
import { atOf } from '../keys/snapshot.ts';
import { posix } from 'node:path';
import { workspace, type Memento, type Uri } from 'vscode';
import { isLive, type LeakOwner } from '../../domain/leaks/judge.ts';
import { keyPrefix } from '../../domain/secrets/secretFormat.ts';
import type { Secret } from '../../domain/secrets/secret.ts';
import { importCopy } from '../../lifecycle/copies/localCopies.ts';
import type { Room } from '../../lifecycle/room.ts';
import type { EnvFiles } from '../env/envFiles.ts';
import { envSpot } from '../env/envSpot.ts';
import { chooseEnvTarget, envFileName, type EnvTarget } from '../env/envTarget.ts';
import { ownLines, ownPrefixes } from '../env/ownLines.ts';
import type { KeyRing } from '../keys/keyRing.ts';
import { withProgress } from '../prompts.ts';
import { readSetting } from '../settings.ts';

/** What is needed to put a secret where it belongs. */
export interface KeepParts {
  readonly room: () => Promise<Room>;
  readonly keyRing: KeyRing;
  readonly envFiles: EnvFiles;
  readonly workspaceState: Memento;
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
  { keyRing, workspaceState }: KeepParts,
  document: Uri,
  { secret, owner }: { readonly secret: Secret; readonly owner: LeakOwner },
  fedBy: (variable: string) => string,
): Promise<Home> {
  const usual = usualVariable(document, owner);
  const folder = workspace.getWorkspaceFolder(document);
  if (folder?.uri.scheme !== 'file' || !workspace.isTrusted) {
    return { variable: usual, target: undefined, isThere: false };
  }
  const target = await chooseEnvTarget({ near: document }, workspaceState);
  const [{ readEnvFile }, { findVariable }] = await Promise.all([
    import('../../dotenv/envFile.ts'),
    import('../../dotenv/variable.ts'),
  ]);
  const { path, disk } = await envSpot(target.folder, target.file);
  const file = await readEnvFile(path, disk);
  if (file.kind !== 'file') return { variable: usual, target, isThere: false };
  const { bytes } = file;
  const isItself = fedBy(usual) === usual;
  const lines = await ownLines(bytes, ownPrefixes([secret.keyPrefix]));
  const there = lines?.find(({ value }) => value.equals(secret));
  if (there && isItself) return { variable: there.variable, target, isThere: true };
  const dead = new Set(
    keyRing.snapshot.keys
      .filter(({ status }) => status.kind === 'revoked' || status.kind === 'expired')
      .map(({ key }) => key.key_prefix),
  );
  for (let count = 1; ; count++) {
    const variable = count === 1 ? usual : `${usual}_${count}`;
    const held = findVariable(bytes, fedBy(variable)).at(-1)?.value;
    if (held?.equals(secret)) return { variable, target, isThere: true };
    // What a key left behind that opens nothing any more makes room; anything else stays.
    if (!held || dead.has(keyPrefix(held.reveal()))) return { variable, target, isThere: false };
  }
}

/** What became of a secret. */
export interface Kept {
  /** `.env`, as the person knows it; `undefined` where no file holds it. */
  readonly file: string | undefined;
  /** This editor has a local copy of it. */
  readonly copied: boolean;
}

/**
 * Puts a secret where it belongs before it is taken out of where it stands: a local copy where it is
 * one of the keys here, and its line in the `.env`. @throws UserFacingError, ApiError, CancelledError
 */
export async function keepSecret(
  parts: KeepParts,
  secret: Secret,
  owner: LeakOwner,
  { target, variable, isThere }: Home,
  fedBy: (variable: string) => string,
): Promise<Kept> {
  if (!isLive(owner)) return { file: undefined, copied: false };
  const copied = owner.kind === 'own' && (await keepCopy(parts, secret, owner.keyId));
  if (!target) return { file: undefined, copied };
  const file = posix.relative(target.folder.uri.path, target.file.path);
  if (isThere) return { file, copied };
  const place = { ...target, variable: fedBy(variable) };
  const own = owner.kind === 'own' && copied ? await ownFacts(parts, owner) : undefined;
  await parts.envFiles.write(own ? place : { ...place, baseUrlVariable: '' }, {
    secret,
    ask: true,
    baseUrl: own?.baseUrl ?? '',
    of: own?.of,
  });
  return { file: envFileName(target), copied };
}

/** True when the local copy is there; false when the control plane does not accept the value. */
async function keepCopy(
  { room, keyRing }: KeepParts,
  secret: Secret,
  keyId: string,
): Promise<boolean> {
  const opened = await room();
  const { session, context } = await keyRing.here();
  const connectionId = context.connection.id;
  const marker = await opened.copies.marker(connectionId, keyId);
  if (marker?.state === 'held') return true;
  const key = keyRing.snapshot.keys.find((row) => row.key.api_key_id === keyId)?.key;
  if (!key) return false;
  const proof = await withProgress(t('Trying the secret'), (signal) =>
    session.runtime(secret).probe(signal),
  );
  if (!proof.accepted) return false;
  const at = { connectionId, workspaceId: context.workspaceId, key };
  return (await importCopy(opened, at, secret)) === 'imported';
}

async function ownFacts({ keyRing }: KeepParts, owner: LeakOwner & { readonly kind: 'own' }) {
  const { session, context } = await keyRing.here();
  return {
    baseUrl: session.runtimeBaseUrl,
    of: {
      ...atOf(context),
      keyId: owner.keyId,
      keyPrefix: owner.keyPrefix,
    },
  };
}
