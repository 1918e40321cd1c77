import assert from 'node:assert/strict';
import {
  chmodSync,
  closeSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { migrations } from '../../../src/controlPlane/database/migrations.ts';
import { openDatabase } from '../../../src/controlPlane/database/open.ts';
import type { Database, Query } from '../../../src/controlPlane/database/query.ts';
import { isUndone, storageTrouble } from '../../../src/controlPlane/database/storageErrors.ts';
import { openLocalControlPlane } from '../../../src/controlPlane/localControlPlane.ts';
import { UserFacingError } from '../../../src/domain/errors.ts';
import { temporaryFolder } from '../../support/owned.ts';
import { programs, runProgram } from './programs.ts';

const FILE = 'control-plane.sqlite';

describe('control plane: the data file', () => {
  let folder: string;
  let dispose: () => void;
  const opened: Database[] = [];

  beforeEach(async () => {
    const made = await temporaryFolder('database');
    folder = join(made.path, 'data');
    dispose = () => {
      made.dispose();
    };
  });
  afterEach(() => {
    for (const database of opened.splice(0)) database.close();
    dispose();
  });

  const open = async (options = {}) => {
    const result = await openDatabase(folder, options);
    opened.push(result.database);
    return result;
  };
  const file = () => join(folder, FILE);
  const mode = (path: string) => (statSync(path).mode & 0o777).toString(8);
  const pragma = (database: Database, name: string) => {
    const query: Query<Record<string, unknown>> = { sql: `PRAGMA ${name}` };
    return Object.values(database.get(query) ?? {})[0];
  };
  const insertUser = (database: Database, id: string) => {
    database.insert('users', {
      user_id: id,
      email: id,
      display_name: id,
      auth_subject: id,
      status: 'active',
      created_at: '',
    });
  };
  const users: Query<{ user_id: string }> = { sql: 'SELECT user_id FROM users ORDER BY user_id' };
  const refused = async (work: Promise<unknown>, words: RegExp) => {
    await assert.rejects(
      work,
      (error) => error instanceof UserFacingError && words.test(error.message),
    );
  };

  it('is closed to others from its first byte, with everything beside it', async function () {
    if (process.platform === 'win32') return this.skip();
    const { database } = await open();
    insertUser(database, 'somebody');
    assert.equal(mode(folder), '700');
    assert.deepEqual(
      readdirSync(folder).map((name) => [name, mode(join(folder, name))]),
      [
        [FILE, '600'],
        [`${FILE}-begun`, '600'],
        [`${FILE}-shm`, '600'],
        [`${FILE}-wal`, '600'],
      ],
    );
  });

  it('is closed again when somebody has opened it', async function () {
    if (process.platform === 'win32') return this.skip();
    (await open()).database.close();
    chmodSync(file(), 0o644);
    await open();
    assert.equal(mode(file()), '600');
  });

  it('is set up to lose nothing: WAL, full sync, foreign keys, no trust in the schema', async () => {
    const { database, notices } = await open();
    assert.equal(pragma(database, 'journal_mode'), 'wal');
    assert.equal(pragma(database, 'synchronous'), 2);
    assert.equal(pragma(database, 'foreign_keys'), 1);
    assert.equal(pragma(database, 'trusted_schema'), 0);
    assert.equal(pragma(database, 'busy_timeout'), 5000);
    assert.deepEqual(notices, []);
  });

  it('has strict tables only', async () => {
    const { database } = await open();
    const tables: Query<{ name: string; strict: number }> = {
      sql: "SELECT name, strict FROM pragma_table_list WHERE schema = 'main' AND name NOT LIKE 'sqlite_%'",
    };
    const loose = database.all(tables).filter(({ strict }) => strict !== 1);
    assert.deepEqual(loose, []);
  });

  it('does all of a write or nothing', async () => {
    const { database } = await open();
    assert.throws(() => {
      database.write(() => {
        insertUser(database, 'half');
        throw new Error('stop');
      });
    }, /stop/);
    assert.deepEqual(database.all(users), []);
  });

  it('brings a file of every earlier version up to date, and keeps what was in it', async () => {
    for (let version = 1; version < migrations.length; version++) {
      const old = await open({ migrations: migrations.slice(0, version) });
      if (version === 1) insertUser(old.database, 'kept');
      old.database.close();
    }
    const { database } = await open();
    assert.equal(pragma(database, 'user_version'), migrations.length);
    assert.deepEqual(
      database.all(users).map(({ user_id }) => user_id),
      ['kept'],
    );
    const copy = new DatabaseSync(`${file()}.version-1`, { readOnly: true });
    assert.equal(copy.prepare('SELECT user_id FROM users').get()?.['user_id'], 'kept');
    copy.close();
    if (process.platform !== 'win32') assert.equal(mode(`${file()}.version-1`), '600');
  });

  it('keeps the old version when a migration fails', async () => {
    (await open({ migrations: migrations.slice(0, 1) })).database.close();
    const broken = [...migrations.slice(0, 1), 'CREATE TABLE fine (a TEXT) STRICT; SELECT broken;'];
    await assert.rejects(open({ migrations: broken }), /broken/);
    const { database } = await open({ migrations: migrations.slice(0, 1) });
    assert.equal(pragma(database, 'user_version'), 1);
  });

  it('does not touch a file that a newer Keyrail has written', async () => {
    (await open()).database.close();
    const newer = new DatabaseSync(file());
    newer.exec(`PRAGMA user_version = ${migrations.length + 1}; PRAGMA journal_mode = DELETE`);
    newer.close();
    const before = readFileSync(file());
    await refused(open(), /newer Keyrail.*nothing was changed/s);
    assert.ok(before.equals(readFileSync(file())));
    assert.deepEqual(readdirSync(folder), [FILE, `${FILE}-begun`]);
  });

  it('sets a damaged file aside whole, says so, and begins a new one', async () => {
    (await open()).database.close();
    const garbage = Buffer.from('not a database '.repeat(1000));
    writeFileSync(file(), garbage);
    const { database, notices } = await open();
    assert.deepEqual(database.all(users), []);
    const aside = readdirSync(folder).find((name) => /damaged-\d{4}-\d\d-\d\dT/.test(name));
    assert.ok(aside);
    assert.ok(readFileSync(join(folder, aside)).equals(garbage));
    assert.equal(notices.length, 1);
    assert.match(notices[0]!, /damaged.*keys issued before no longer work/s);
    assert.ok(notices[0]!.includes(aside));
  });

  it('says that a file was emptied or taken away, and begins a new one', async () => {
    for (const take of [rmSync, truncateSync]) {
      (await open()).database.close();
      take(file());
      const { notices } = await open();
      assert.match(notices[0] ?? '', /gone or empty.*keys issued before no longer work/s);
      assert.deepEqual((await open()).notices, []);
      for (const database of opened.splice(0)) database.close();
    }
  });

  it('keeps what was only in the log as well, and not in the new file', async () => {
    const { database } = await open();
    pragma(database, 'wal_checkpoint(TRUNCATE)');
    insertUser(database, 'only-in-the-log');
    // What a killed process leaves behind: the log is there, nobody has the file open.
    const [main, log] = [readFileSync(file()), readFileSync(`${file()}-wal`)];
    database.close();
    main.write('damaged', 0);
    writeFileSync(file(), main);
    writeFileSync(`${file()}-wal`, log);
    const fresh = await open();
    assert.match(fresh.notices[0] ?? '', /damaged/);
    assert.deepEqual(fresh.database.all(users), []);
    const aside = readdirSync(folder).filter((name) => name.includes('damaged-'));
    const kept = aside.map((name) => readFileSync(join(folder, name), 'latin1')).join('');
    assert.ok(kept.includes('only-in-the-log'));
  });

  it('finds damage inside a file that still opens', async () => {
    const first = await open();
    for (let n = 0; n < 200; n++) insertUser(first.database, `user-${n}`);
    first.database.close();
    spoil(file(), 8192);
    const { notices } = await open();
    assert.match(notices[0] ?? '', /damaged/);
  });

  it('looks at all of a large file once somebody has met damage in it', async () => {
    const first = await open();
    first.database.run('CREATE TABLE ballast (bytes BLOB) STRICT');
    first.database.run('INSERT INTO ballast VALUES (zeroblob(5000000))');
    for (let n = 0; n < 200; n++) insertUser(first.database, `user-${n}`);
    first.database.close();
    spoil(file(), statSync(file()).size - 12 * 4096);
    const second = await open();
    assert.deepEqual(second.notices, []);
    second.database.suspect();
    second.database.close();
    const third = await open();
    assert.match(third.notices[0] ?? '', /damaged/);
    third.database.close();
    assert.deepEqual((await open()).notices, []);
  });

  it('says that another program holds the file', async () => {
    const { database } = await open();
    const other = new DatabaseSync(file());
    other.exec('BEGIN IMMEDIATE');
    const impatient = await openDatabase(folder, { busyTimeoutMs: 1 });
    opened.push(impatient.database);
    assert.throws(() => {
      insertUser(impatient.database, 'late');
    }, isUndone);
    other.exec('ROLLBACK');
    other.close();
    insertUser(database, 'free');
  });

  it('says that the file may not be written', async function () {
    if (process.platform === 'win32') return this.skip();
    await (await openLocalControlPlane(folder)).close();
    chmodSync(join(folder, '..'), 0o755);
    chmodSync(folder, 0o555);
    chmodSync(file(), 0o444);
    // Permissions do not bind root: the attempt is made as nobody.
    const asNobody = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};
    const { code, output } = await runProgram(programs.openPlane, [folder], asNobody);
    chmodSync(folder, 0o755);
    assert.equal(code, 1, output);
    assert.match(output, /UserFacingError: The local control plane cannot (write to|open)/);
  });

  it('says that the disk is full, undoes what was begun, and goes on when there is room', async () => {
    const plane = await openLocalControlPlane(folder);
    const { database } = await open();
    const pages = pragma(database, 'page_count');
    pragma(database, `max_page_count = ${String(pages)}`);
    assert.throws(
      () => {
        database.write(() => {
          for (let n = 0; n < 1000; n++) insertUser(database, `user-${n}`);
        });
      },
      (error) => isUndone(error) && /disk is full/.test(storageTrouble(error) ?? ''),
    );
    pragma(database, 'max_page_count = 1000000');
    assert.equal(database.all(users).length, 1);
    insertUser(database, 'room');
    await plane.close();
  });

  it('carries on for one window alone where WAL cannot be', async () => {
    mkdirSync(join(folder, `${FILE}-shm`), { recursive: true });
    const { database, notices } = await open();
    assert.equal(pragma(database, 'journal_mode'), 'delete');
    assert.match(notices[0] ?? '', /only one window/);
    insertUser(database, 'alone');
    assert.equal(database.all(users).length, 1);
    await refused(openDatabase(folder, { busyTimeoutMs: 1 }), /in use by another program/);
  });

  it('explains itself where Node has no SQLite', async () => {
    const { code, output } = await runProgram(programs.openPlane, [folder], {
      flags: ['--no-experimental-sqlite'],
    });
    assert.equal(code, 1, output);
    assert.match(output, /UserFacingError: The local control plane needs SQLite/);
  });

  it('lets nobody change the audit trail', async () => {
    const { database } = await open();
    const event = { event_id: 'e', tenant_id: 't', trace_id: 'x', event_type: 'y' };
    const rest = { actor_type: 'z', actor_ref: 'z', payload: '{}', created_at: '' };
    database.insert('audit_events', { ...event, ...rest });
    assert.throws(() => database.run("UPDATE audit_events SET event_type = 'other'"), /changed/);
    assert.throws(() => database.run('DELETE FROM audit_events'), /removed/);
  });
});

/** Overwrites some pages of a file from a position on. */
function spoil(path: string, from: number): void {
  const handle = openSync(path, 'r+');
  const end = Math.min(statSync(path).size, from + 400_000);
  for (let at = from; at < end; at += 4096) {
    writeSync(handle, Buffer.alloc(2048, 0x5a), 0, 2048, at + 64);
  }
  closeSync(handle);
}
