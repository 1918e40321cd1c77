import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { findMissingCopies, tellMissing } from '../../../src/lifecycle/copies/missingCopies.ts';
import { whenNext } from '../../../src/lifecycle/drive/whenNext.ts';
import { isAbandoned } from '../../../src/lifecycle/journal/pending.ts';
import { issue } from '../../../src/lifecycle/protocols/issue.ts';
import { recover } from '../../../src/lifecycle/protocols/recover.ts';
import { openRoom } from '../../../src/lifecycle/room.ts';
import { assertKind } from './assertKind.ts';
import { failing } from './badServers.ts';
import { inADay, openDesk, type Desk } from './desk.ts';

describe('windows that recover at the same time', () => {
  let desk: Desk;
  let windows: readonly Desk[];
  beforeEach(async () => {
    desk = await openDesk();
    windows = [desk, desk.window(), desk.window().window(), desk.window().window().window()];
  });
  afterEach(() => desk.dispose());

  const recoverInAll = () => Promise.all(windows.map(({ room }) => recover(room)));
  const kinds = () => desk.facts.map(({ kind }) => kind);
  const ledger = async () => {
    const folder = join(desk.ports.folder, 'ledger');
    const files = await readdir(folder);
    const texts = await Promise.all(files.map((file) => readFile(join(folder, file), 'utf8')));
    return texts.join('').split('\n').filter(Boolean);
  };

  /** An operation that stands half done in the journal, and can go on. */
  const interrupt = async () => {
    const healthy = desk.server;
    desk.server = failing(healthy, 'createApiKey', 500);
    const wanted = { serviceAccountId: desk.accountId, scope: ['runs:write'] as const };
    const outcome = await issue(desk.room, { ...desk.at, ...wanted, expiresAt: inADay() });
    desk.server = healthy;
    return assertKind(outcome, 'waiting').operationId;
  };

  it('finish an operation once, and one of them says so', async () => {
    await interrupt();
    const all = await recoverInAll();
    assert.equal(
      all.reduce((sum, { settled }) => sum + settled, 0),
      1,
    );
    assert.deepEqual(
      kinds().filter((kind) => kind !== 'waiting'),
      ['finished'],
    );
    assert.equal((await desk.rows()).length, 1);
    assert.equal((await ledger()).filter((line) => line.includes('"issue"')).length, 1);
  });

  it('tell once of an entry that they cannot read', async () => {
    const journal = join(desk.ports.folder, 'journal');
    await mkdir(journal, { recursive: true });
    await writeFile(join(journal, 'of-the-future.1.json'), '{"version":9}');
    await recoverInAll();
    await recover(desk.restart().room);
    assert.deepEqual(desk.facts, [{ kind: 'unreadable-entry', operationId: 'of-the-future' }]);
  });

  it('end a late key once, and tell and note it once', async () => {
    const { keyId } = await desk.key();
    const { service_account_id, scope, expires_at } = await desk.row(keyId);
    await desk.server.keys.createApiKey(
      desk.at.workspaceId,
      { service_account_id, scope, expires_at },
      { idempotencyKey: 'forgotten' },
    );
    await recoverInAll();
    assert.deepEqual(kinds(), ['ended-unowned']);
    assert.equal((await ledger()).filter((line) => line.includes('late-commit')).length, 1);
  });

  it('tell once of a copy that the machine forgot, and not that it is kept', async () => {
    const earlier = await desk.key();
    const flushed = desk.vault.flushed.bind(desk.vault);
    desk.vault.flushed = () => Promise.reject(new Error('The keyring is locked.'));
    const wanted = { serviceAccountId: desk.accountId, scope: ['runs:write'] as const };
    const kept = await issue(desk.room, { ...desk.at, ...wanted, expiresAt: inADay() });
    const { keyId, settling } = assertKind(kept, 'kept');
    await settling;
    desk.vault.flushed = flushed;
    desk.vault.lose();
    desk.facts.length = 0;
    windows = [desk.restart(), desk.restart()];
    await recoverInAll();
    for (const { ports, room } of windows) {
      const found = await findMissingCopies(room.copies, room.checkPersistence);
      await tellMissing(ports, found.kind === 'known' ? found.missing : []);
    }
    const told = desk.facts.flatMap((fact) => (fact.kind === 'copies-missing' ? fact.keyIds : []));
    assert.deepEqual(told.toSorted(), [earlier.keyId, keyId].toSorted());
    assert.deepEqual(new Set(kinds()), new Set(['copies-missing']));
  });

  it('go on with what a window left that was ended, at the latest when its lease is over', async () => {
    const id = await interrupt();
    const pid = spawnSync(process.execPath, ['--version']).pid;
    const ended = openRoom({ ...desk.ports, window: { id: 'gone', pid, host: hostname() } });
    const until = (await ended.journal.claim(id))?.entry.lease?.until;
    const entry = async () => {
      const [found] = (await desk.room.journal.find()).entries;
      assert.ok(found);
      return found;
    };
    assert.equal(whenNext(await entry(), desk.ports.window.id).at, until);
    assert.equal(isAbandoned(await entry()), true);
    assert.ok(await desk.room.journal.claim(id));
    assert.equal(isAbandoned(await entry()), false);
  });
});
