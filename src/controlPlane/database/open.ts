import type * as sqliteModule from 'node:sqlite';
import type { DatabaseSync } from 'node:sqlite';
import { UserFacingError } from '../../domain/errors.ts';
import {
  hasLostAll,
  identify,
  isSuspect,
  noteBegun,
  prepareDataFile,
  setAside,
  trustAgain,
} from './dataFile.ts';
import { migrate } from './migrate.ts';
import { migrations as allMigrations } from './migrations.ts';
import { WHILE_OPENING_MS, wrap, type Database } from './query.ts';
import { isBusy, isCorrupt, isFileTrouble, rethrow } from './storageErrors.ts';

type Sqlite = typeof sqliteModule;

export interface OpenedDatabase {
  readonly database: Database;
  /** Sentences that the person must see: a damaged file set aside, a file system without WAL. */
  readonly notices: readonly string[];
}

interface OpenOptions {
  /** How long a statement waits for another process' write at most, in milliseconds. */
  readonly busyTimeoutMs?: number;
  /** Only tests of older schemas give fewer than all. */
  readonly migrations?: readonly string[];
}

/** Above this many bytes the check on open would be felt (0.02 ms a kilobyte). */
const CHEAP_TO_CHECK = 4 * 1024 * 1024;

/** Opens the data file in `dataDir`, creating or migrating it. @throws UserFacingError when that cannot be done. */
export async function openDatabase(
  dataDir: string,
  options: OpenOptions = {},
): Promise<OpenedDatabase> {
  const sqlite = await loadSqlite();
  const path = prepareDataFile(dataDir);
  const found = identify(path);
  const lost = hasLostAll(path);
  try {
    const opened = open(sqlite, path, options);
    noteBegun(path);
    return lost ? { ...opened, notices: [LOST, ...opened.notices] } : opened;
  } catch (error) {
    if (!isCorrupt(error) && !(error instanceof DamagedFile)) rethrow(error);
    const aside = setAside(path, found.identity, new Date());
    const opened = open(sqlite, prepareDataFile(dataDir), options);
    if (aside === undefined) return opened;
    const notice = `The local control plane’s data file was damaged. It was kept as ${aside} and a new, empty one was begun: keys issued before no longer work.`;
    return { ...opened, notices: [notice, ...opened.notices] };
  }
}

const LOST =
  'The local control plane’s data file was gone or empty. A new one was begun: keys issued before no longer work.';

class DamagedFile extends Error {}

async function loadSqlite(): Promise<Sqlite> {
  try {
    return await import('node:sqlite');
  } catch {
    throw new UserFacingError(
      'The local control plane needs SQLite, which this editor’s Node.js does not have. Update the editor, or connect to a remote control plane instead.',
    );
  }
}

/** How the file is used: by several processes through WAL, or by this one alone where that cannot be. */
type Sharing = 'shared' | 'alone';

const ALONE =
  'The local control plane’s data lies on a drive that several windows cannot share: only one window can use it at a time.';

/**
 * 32 MB of pages and checkpoints every 16 MB of log: a hash lands on any page, so with the defaults
 * a large file would be read anew for every lookup and rewritten every few hundred changes.
 */
const ROOMY = 'PRAGMA cache_size = -32768; PRAGMA wal_autocheckpoint = 4000;';

function open(sqlite: Sqlite, path: string, options: OpenOptions): OpenedDatabase {
  try {
    return { database: connect(sqlite, path, options, 'shared'), notices: [] };
  } catch (error) {
    if (!(error instanceof NoWal) && !isFileTrouble(error)) throw error;
    try {
      return { database: connect(sqlite, path, options, 'alone'), notices: [ALONE] };
    } catch (second) {
      // It is not about sharing: what was found first says better what is wrong.
      throw isFileTrouble(error) && isFileTrouble(second) ? error : second;
    }
  }
}

function connect(sqlite: Sqlite, path: string, options: OpenOptions, sharing: Sharing): Database {
  const migrations = options.migrations ?? allMigrations;
  const busyTimeoutMs = options.busyTimeoutMs ?? WHILE_OPENING_MS;
  const connection = new sqlite.DatabaseSync(path, {
    timeout: busyTimeoutMs,
    enableForeignKeyConstraints: true,
  });
  try {
    if (sharing === 'alone') connection.exec('PRAGMA locking_mode = EXCLUSIVE');
    refuseNewer(connection, path, migrations.length);
    if (sharing === 'alone') takeAlone(connection);
    else share(connection);
    connection.exec(
      'PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF;',
    );
    connection.exec(ROOMY);
    check(connection, path);
    migrate(connection, path, migrations);
    return wrap(connection, path, busyTimeoutMs);
  } catch (error) {
    connection.close();
    throw error;
  }
}

/** First of all, before a pragma could touch the file. */
function refuseNewer(connection: DatabaseSync, path: string, known: number): void {
  const version = pragma(connection, 'user_version');
  if (typeof version !== 'number' || version <= known) return;
  throw new UserFacingError(
    `The local control plane’s data (${path}) was written by a newer Keyrail. Update Keyrail in this editor; nothing was changed.`,
  );
}

/** WAL needs shared memory beside the file, which network drives do not have; that may show only at the first write. */
function share(connection: DatabaseSync): void {
  if (pragma(connection, 'journal_mode = WAL') !== 'wal') throw new NoWal();
  try {
    connection.exec('BEGIN IMMEDIATE; ROLLBACK');
  } catch (error) {
    // Somebody else is writing, so sharing works.
    if (!isBusy(error)) throw error;
  }
}

/** From here to the close nobody else gets at the file. */
function takeAlone(connection: DatabaseSync): void {
  connection.exec('PRAGMA journal_mode = DELETE; BEGIN EXCLUSIVE; COMMIT');
}

class NoWal extends Error {}

function check(connection: DatabaseSync, path: string): void {
  const suspect = isSuspect(path);
  if (identify(path).size > CHEAP_TO_CHECK && !suspect) return;
  if (pragma(connection, 'quick_check(1)') !== 'ok') throw new DamagedFile(path);
  if (suspect) trustAgain(path);
}

function pragma(connection: DatabaseSync, text: string): unknown {
  return Object.values(connection.prepare(`PRAGMA ${text}`).get() ?? {})[0];
}
