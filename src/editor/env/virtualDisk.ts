import { posix } from 'node:path';
import { t } from '@vscode/l10n';
import { FilePermission, FileSystemError, FileType, Uri, workspace, type FileStat } from 'vscode';
import { sameState, type Disk, type FileState, type Located } from '../../files/disk.ts';
import {
  orRefusal,
  refuseBegun,
  refuseUnseen,
  refuseFile,
  refuseReadOnly,
  type FileRefusal,
} from '../../files/fileRefusal.ts';
import { MAX_BYTES } from '../../files/guardedRead.ts';

interface VirtualLocated extends Located {
  readonly folder: Uri;
  readonly uri: Uri;
}

const unreadable = (error: unknown) => refusalOf(error, 'unreadable');
const unwritable = (error: unknown) => refusalOf(error, 'unwritable');

/**
 * File systems that VS Code reaches through a provider: remote repositories, archives, servers. Paths
 * are URIs. They cannot replace a file in one step, nor keep other writers out, nor say where a link
 * leads: so links are refused, the file is compared right before it is written, and read back.
 */
export const virtualDisk: Disk<VirtualLocated> = {
  locate: (path) =>
    orRefusal(unreadable, async () => {
      const [folder, uri] = [Uri.parse(path.folder, true), Uri.parse(path.file, true)];
      const between = foldersBetween(folder, uri);
      if (between === undefined) return refuseFile('outside-folder');
      if ((await statOf(folder)) === undefined) return refuseFile('unreadable');
      for (const each of between) {
        const stat = await statOf(each);
        if (stat === undefined || !has(stat, FileType.Directory)) return refuseFile('no-folder');
        if (has(stat, FileType.SymbolicLink)) return refuseFile('is-a-link', unknownLink());
      }
      return { kind: 'located', path: uri.toString(), folder, uri };
    }),

  read: ({ uri }) => orRefusal(unreadable, () => read(uri)),

  replace: ({ uri }, was, bytes, { beforeStep }) =>
    orRefusal(unwritable, async () => {
      await beforeStep('compare');
      const now = await read(uri);
      if (now.kind === 'refused') return now;
      if (now.readOnly === true) return refuseReadOnly();
      if (!sameState(now, was)) return 'changed';
      await beforeStep('write');
      try {
        await inTime(workspace.fs.writeFile(uri, bytes));
      } catch (error) {
        return await afterBrokenWrite(uri, was, error);
      }
      await beforeStep('read-back');
      const after = await orRefusal(unreadable, () => read(uri));
      if (after.kind === 'refused' && after.code === 'unreadable') return refuseUnseen();
      const isThere = after.kind === 'file' && Buffer.compare(after.bytes, bytes) === 0;
      return isThere ? 'replaced' : 'overtaken';
    }),

  remove: ({ uri }, was) =>
    orRefusal(unwritable, async () => {
      const now = await read(uri);
      if (now.kind === 'refused') return now;
      if (!sameState(now, was)) return 'changed';
      await inTime(workspace.fs.delete(uri, { useTrash: false }));
      return 'removed';
    }),
};

const unknownLink = () =>
  t(
    'There is a symbolic link on the way to the file, and this file system does not say where it leads. Choose a file elsewhere.',
  );

/** The folders below `folder` that lead to the file; `undefined` when it does not lie in it. */
function foldersBetween(folder: Uri, file: Uri): readonly Uri[] | undefined {
  const root = folder.path.endsWith('/') ? folder.path : `${folder.path}/`;
  const isWithin =
    folder.scheme === file.scheme &&
    folder.authority === file.authority &&
    posix.normalize(file.path) === file.path &&
    file.path.startsWith(root);
  if (!isWithin) return undefined;
  const names = file.path.slice(root.length).split('/').slice(0, -1);
  return names.map((_, index) => Uri.joinPath(folder, ...names.slice(0, index + 1)));
}

async function read(uri: Uri): Promise<FileState | FileRefusal> {
  const readOnly = workspace.fs.isWritableFileSystem(uri.scheme) === false;
  const stat = await statOf(uri);
  if (stat === undefined)
    return { kind: 'file', bytes: new Uint8Array(), exists: false, readOnly, warnings: [] };
  if (has(stat, FileType.SymbolicLink)) return refuseFile('is-a-link', unknownLink());
  if (has(stat, FileType.Directory)) return refuseFile('is-a-folder');
  if (!has(stat, FileType.File)) return refuseFile('not-a-file');
  if (stat.size > MAX_BYTES) return refuseFile('too-large-to-read');
  const bytes = await inTime(workspace.fs.readFile(uri));
  if (bytes.byteLength > MAX_BYTES) return refuseFile('too-large-to-read');
  const locked = ((stat.permissions ?? 0) & FilePermission.Readonly) !== 0;
  return { kind: 'file', bytes, exists: true, readOnly: readOnly || locked, warnings: [] };
}

/** `type` is a set of bits: a link to a file has both. */
function has({ type }: FileStat, kind: FileType): boolean {
  return (type & kind) !== 0;
}

/** A write that failed may have left half of the file, which the person must know. */
async function afterBrokenWrite(uri: Uri, was: FileState, error: unknown): Promise<FileRefusal> {
  if (error instanceof NoAnswer) {
    return refuseBegun(
      'unwritable',
      t(
        'The file system of this folder did not answer in time. What was sent may still arrive in the file: look at it later.',
      ),
    );
  }
  const now = await orRefusal(unreadable, () => read(uri));
  if (now.kind === 'file' && sameState(now, was)) return refusalOf(error, 'unwritable');
  return refuseBegun(
    'unwritable',
    t(
      'The write broke off, and this file system cannot take it back: the file may hold only a part. Look at it before you go on.',
    ),
  );
}

async function statOf(uri: Uri): Promise<FileStat | undefined> {
  try {
    return await inTime(workspace.fs.stat(uri));
  } catch (error) {
    if (error instanceof FileSystemError && error.code === 'FileNotFound') return undefined;
    throw error;
  }
}

/** So long a file system may be silent; other writes of the file wait behind this one. In ms. */
const PATIENCE_MS = 30_000;

class NoAnswer extends Error {}

/** @throws NoAnswer */
async function inTime<T>(asked: Thenable<T>): Promise<T> {
  const silence = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    silence.reject(new NoAnswer());
  }, PATIENCE_MS);
  try {
    return await Promise.race([asked, silence.promise]);
  } finally {
    clearTimeout(timer);
  }
}

/** @throws whatever did not come from the file system */
function refusalOf(error: unknown, code: 'unreadable' | 'unwritable'): FileRefusal {
  const isAway = error instanceof NoAnswer;
  if (!isAway && !(error instanceof FileSystemError)) throw error;
  if (!isAway && error.code !== 'Unavailable') return refuseFile(code);
  return refuseFile(
    code,
    t('The file system of this folder is not reachable now. Try again later.'),
  );
}
