import {
  EventEmitter,
  FileChangeType,
  FilePermission,
  FileSystemError,
  FileType,
  type FileChangeEvent,
  type FileStat,
  type FileSystemProvider,
  Uri,
} from 'vscode';

/** What the files are registered under. */
export const memoryScheme = 'memfs';

interface Entry {
  readonly type: FileType;
  readonly bytes: Uint8Array;
  readonly mtime: number;
  readonly readOnly: boolean;
}

/** A file system in memory, as extensions bring them for servers and archives; it can be made to fail. */
export class MemoryFiles implements FileSystemProvider {
  readonly #changed = new EventEmitter<FileChangeEvent[]>();
  readonly onDidChangeFile = this.#changed.event;
  readonly #entries = new Map<string, Entry>();
  #clock = 1;
  /** Called with each write before it is made; may throw, or write by itself. */
  beforeWrite: (path: string, bytes: Uint8Array) => void | Promise<void> = () => undefined;
  /** Every call fails as one does whose server is not there. */
  isAway = false;

  /** Puts an entry there as somebody else would. */
  put(path: string, content: string | Uint8Array, more: Partial<Entry> = {}): void {
    const bytes = typeof content === 'string' ? Buffer.from(content) : content;
    const known = this.#entries.has(path);
    const entry = { type: FileType.File, bytes, mtime: this.#clock++, readOnly: false, ...more };
    this.#entries.set(path, entry);
    this.#tell(path, known ? FileChangeType.Changed : FileChangeType.Created);
  }

  folder(path: string, type: FileType = FileType.Directory): void {
    this.put(path, '', { type });
  }

  /** Takes a file, or a folder with all that is in it, and tells nobody. */
  lose(path: string): void {
    for (const known of [...this.#entries.keys()]) {
      if (known === path || known.startsWith(`${path}/`)) this.#entries.delete(known);
    }
  }

  text(path: string): string | undefined {
    const entry = this.#entries.get(path);
    return entry && Buffer.from(entry.bytes).toString();
  }

  stat(uri: Uri): FileStat {
    const { type, bytes, mtime, readOnly } = this.#get(uri);
    const permissions = readOnly ? { permissions: FilePermission.Readonly } : {};
    return { type, ctime: 0, mtime, size: bytes.byteLength, ...permissions };
  }

  readDirectory(uri: Uri): [string, FileType][] {
    this.#get(uri);
    const start = `${uri.path}/`;
    return [...this.#entries]
      .filter(([path]) => path.startsWith(start) && !path.slice(start.length).includes('/'))
      .map(([path, { type }]) => [path.slice(start.length), type]);
  }

  readFile(uri: Uri): Uint8Array {
    return this.#get(uri).bytes;
  }

  /** Rejects and never throws at once: VS Code's queue of writes would stand still for ever. */
  async writeFile(uri: Uri, bytes: Uint8Array): Promise<void> {
    await this.beforeWrite(uri.path, bytes);
    this.put(uri.path, bytes);
  }

  createDirectory({ path }: Uri): void {
    this.folder(path);
  }

  delete(uri: Uri): void {
    this.#get(uri);
    this.lose(uri.path);
    this.#tell(uri.path, FileChangeType.Deleted);
  }

  rename(from: Uri): never {
    throw FileSystemError.NoPermissions(from);
  }

  watch() {
    return { dispose: () => undefined };
  }

  #get(uri: Uri): Entry {
    if (this.isAway) throw FileSystemError.Unavailable(uri);
    const entry = this.#entries.get(uri.path);
    if (!entry) throw FileSystemError.FileNotFound(uri);
    return entry;
  }

  #tell(path: string, type: FileChangeType): void {
    this.#changed.fire([{ type, uri: Uri.from({ scheme: memoryScheme, path }) }]);
  }
}
