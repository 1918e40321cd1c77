import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { findMissingCopies, tellMissing } from '../../../src/lifecycle/copies/missingCopies.ts';
import { whenNext } from '../../../src/lifecycle/drive/whenNext.ts';
import { isAbandoned } from '../../../src/lifecycle/steps/pending.ts';
import { issue } from '../../../src/lifecycle/protocols/issue.ts';
import { recover } from '../../../src/lifecycle/protocols/recover.ts';
import { openLifecycle } from '../../../src/lifecycle/context.ts';
import { assertKind } from './assertKind.ts';
import { failing } from './badServers.ts';
import { inADay, openFixture, type LifecycleFixture } from './lifecycleFixture.ts';

describe('windows that recover at the same time', () => {
  let fixture: LifecycleFixture;
  let windows: readonly LifecycleFixture[];
  beforeEach(async () => {
    fixture = await openFixture();
    windows = [
      fixture,
      fixture.window(),
      fixture.window().window(),
      fixture.window().window().window(),
    ];
  });
  afterEach(() => fixture.dispose());

  const recoverInAll = () => Promise.all(windows.map(({ lifecycle }) => recover(lifecycle)));
  const kinds = () => fixture.facts.map(({ kind }) => kind);
  const ledger = async () => {
    const folder = join(fixture.ports.folder, 'ledger');
    const files = await readdir(folder);
    const texts = await Promise.all(files.map((file) => readFile(join(folder, file), 'utf8')));
    return texts.join('').split('\n').filter(Boolean);
  };

  /** An operation that stands half done in the journal, and can go on. */
  const interrupt = async () => {
    const healthy = fixture.server;
    fixture.server = failing(healthy, 'createApiKey', 500);
    const wanted = { serviceAccountId: fixture.accountId, scope: ['runs:write'] as const };
    const outcome = await issue(fixture.lifecycle, {
      ...fixture.at,
      ...wanted,
      expiresAt: inADay(),
    });
    fixture.server = healthy;
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
    assert.equal((await fixture.rows()).length, 1);
    assert.equal((await ledger()).filter((line) => line.includes('"issue"')).length, 1);
  });

  it('tell once of an entry that they cannot read', async () => {
    const journal = join(fixture.ports.folder, 'journal');
    await mkdir(journal, { recursive: true });
    await writeFile(join(journal, 'of-the-future.1.json'), '{"version":9}');
    await recoverInAll();
    await recover(fixture.restart().lifecycle);
    assert.deepEqual(fixture.facts, [{ kind: 'unreadable-entry', operationId: 'of-the-future' }]);
  });

  it('end a late key once, and tell and note it once', async () => {
    const { keyId } = await fixture.key();
    const { service_account_id, scope, expires_at } = await fixture.row(keyId);
    await fixture.server.keys.createApiKey(
      fixture.at.workspaceId,
      { service_account_id, scope, expires_at },
      { idempotencyKey: 'forgotten' },
    );
    await recoverInAll();
    assert.deepEqual(kinds(), ['ended-unowned']);
    assert.equal((await ledger()).filter((line) => line.includes('late-commit')).length, 1);
  });

  it('tell once of a copy that the machine forgot, and not that it is kept', async () => {
    const earlier = await fixture.key();
    const flushed = fixture.vault.flushed.bind(fixture.vault);
    fixture.vault.flushed = () => Promise.reject(new Error('The keyring is locked.'));
    const wanted = { serviceAccountId: fixture.accountId, scope: ['runs:write'] as const };
    const kept = await issue(fixture.lifecycle, { ...fixture.at, ...wanted, expiresAt: inADay() });
    const { keyId, settling } = assertKind(kept, 'kept');
    await settling;
    fixture.vault.flushed = flushed;
    fixture.vault.lose();
    fixture.facts.length = 0;
    windows = [fixture.restart(), fixture.restart()];
    await recoverInAll();
    for (const { ports, lifecycle } of windows) {
      const found = await findMissingCopies(lifecycle.copies, lifecycle.checkPersistence);
      await tellMissing(ports, found.kind === 'known' ? found.missing : []);
    }
    const told = fixture.facts.flatMap((fact) =>
      fact.kind === 'copies-missing' ? fact.keyIds : [],
    );
    assert.deepEqual(told.toSorted(), [earlier.keyId, keyId].toSorted());
    assert.deepEqual(new Set(kinds()), new Set(['copies-missing']));
  });

  it('go on with what a window left that was ended, at the latest when its lease is over', async () => {
    const id = await interrupt();
    const pid = spawnSync(process.execPath, ['--version']).pid;
    const ended = openLifecycle({
      ...fixture.ports,
      window: { id: 'gone', pid, host: hostname() },
    });
    const until = (await ended.journal.claim(id))?.entry.lease?.until;
    const entry = async () => {
      const [found] = (await fixture.lifecycle.journal.find()).entries;
      assert.ok(found);
      return found;
    };
    assert.equal(whenNext(await entry(), fixture.ports.window.id).at, until);
    assert.equal(isAbandoned(await entry()), true);
    assert.ok(await fixture.lifecycle.journal.claim(id));
    assert.equal(isAbandoned(await entry()), false);
  });
});
