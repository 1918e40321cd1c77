import assert from 'node:assert/strict';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { openDatabase } from '../../../src/controlPlane/database/open.ts';
import type { Database } from '../../../src/controlPlane/database/query.ts';
import { temporaryFolder } from '../../support/owned.ts';

describe('control plane: changes in turn', () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let database: Database;
  /** Another process' view: it sees what is committed. */
  let outside: DatabaseSync;

  beforeEach(async () => {
    folder = await temporaryFolder('group-commit');
    ({ database } = await openDatabase(folder.path, { busyTimeoutMs: 50 }));
    outside = new DatabaseSync(join(folder.path, 'control-plane.sqlite'), { timeout: 0 });
  });
  afterEach(() => {
    database.close();
    outside.close();
    folder.dispose();
  });

  const insert = (id: string) => {
    database.insert('users', {
      user_id: id,
      email: id,
      display_name: id,
      auth_subject: id,
      status: 'active',
      created_at: '2026-01-01T00:00:00.000Z',
    });
    return id;
  };
  const committed = () => {
    const rows = outside.prepare('SELECT user_id FROM users ORDER BY user_id').all();
    return rows.map((row) => row['user_id']);
  };

  it('answers each when it is in the file', async () => {
    const seen: unknown[] = [];
    const names = ['a', 'b', 'c'];
    const answers = await Promise.all(
      names.map(async (name) => {
        const answer = await database.writeInTurn(() => insert(name));
        seen.push(committed());
        return answer;
      }),
    );
    assert.deepEqual(answers, names);
    assert.deepEqual(seen, [['a'], ['a', 'b'], names]);
  });

  it('locks the file for nobody while it waits for more', async () => {
    const answer = database.writeInTurn(() => insert('a'));
    outside.exec('BEGIN IMMEDIATE; ROLLBACK');
    assert.deepEqual(committed(), []);
    await answer;
  });

  it('undoes the one that throws, and tells only that one', async () => {
    const refused = new Error('refused');
    const answers = await Promise.allSettled([
      database.writeInTurn(() => insert('a')),
      database.writeInTurn(() => {
        insert('b');
        throw refused;
      }),
      database.writeInTurn(() => insert('c')),
    ]);
    assert.deepEqual(committed(), ['a', 'c']);
    assert.deepEqual(answers[1], { status: 'rejected', reason: refused });
  });

  it('does the others when one of them ends its transaction by itself', async () => {
    const answers = await Promise.allSettled([
      database.writeInTurn(() => insert('a')),
      database.writeInTurn(() => {
        // As SQLite does by itself when the disk is full.
        database.run('ROLLBACK');
        throw new Error('the disk is full');
      }),
      database.writeInTurn(() => insert('c')),
    ]);
    assert.deepEqual(committed(), ['a', 'c']);
    assert.deepEqual(
      answers.map(({ status }) => status),
      ['fulfilled', 'rejected', 'fulfilled'],
    );
  });

  it('waits for another process that has the file without holding anything up', async () => {
    database.close();
    ({ database } = await openDatabase(folder.path));
    outside.exec('BEGIN IMMEDIATE');
    const answers = ['a', 'b'].map((name) => database.writeInTurn(() => insert(name)));
    let turns = 0;
    const turn = setInterval(() => (turns += 1), 1);
    while (turns < 3) await new Promise(setImmediate);
    assert.deepEqual(committed(), []);
    outside.exec('ROLLBACK');
    assert.deepEqual(await Promise.all(answers), ['a', 'b']);
    clearInterval(turn);
    assert.deepEqual(committed(), ['a', 'b']);
  });

  it('refuses all of them at once while another process has the file', async () => {
    outside.exec('BEGIN IMMEDIATE');
    let asked = 0;
    const answers = await Promise.allSettled(
      ['a', 'b', 'c'].map((name) =>
        database.writeInTurn(() => {
          asked++;
          return insert(name);
        }),
      ),
    );
    outside.exec('ROLLBACK');
    assert.deepEqual(
      answers.map(({ status }) => status),
      ['rejected', 'rejected', 'rejected'],
    );
    assert.equal(asked, 0);
    assert.deepEqual(committed(), []);
  });

  it('refuses what waits for another process when it is closed', async () => {
    outside.exec('BEGIN IMMEDIATE');
    const answer = assert.rejects(
      database.writeInTurn(() => insert('a')),
      { errcode: 5 },
    );
    await new Promise(setImmediate);
    database.close();
    outside.exec('ROLLBACK');
    await answer;
    assert.deepEqual(committed(), []);
  });

  it('writes what waits before it is closed', async () => {
    const answer = database.writeInTurn(() => insert('a'));
    database.close();
    assert.equal(await answer, 'a');
    assert.deepEqual(committed(), ['a']);
  });

  it('does hundreds of them, each in its turn', async () => {
    const order: number[] = [];
    await Promise.all(
      Array.from({ length: 300 }, async (_, index) => {
        await database.writeInTurn(() => insert(String(index).padStart(3, '0')));
        order.push(index);
      }),
    );
    assert.deepEqual(order, [...order.keys()]);
    assert.equal(committed().length, 300);
  });
});
