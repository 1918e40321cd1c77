import assert from 'node:assert/strict';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as delay } from 'node:timers/promises';
import { account, demo, issue, run } from './credentials.ts';
import { handed } from './handed.ts';
import { openPlaneFixture, type PlaneFixture } from './planeFixture.ts';
import { programs, runProgram, startProgram, type Child } from './programs.ts';

describe('control plane: several processes and sudden ends', function () {
  this.timeout(60_000);
  let fixture: PlaneFixture;
  let writer: Child | undefined;

  beforeEach(async () => {
    fixture = await openPlaneFixture();
  });
  afterEach(async () => {
    // Of a test that was out of time: it would write on into the folder of the next one.
    writer?.kill('SIGKILL');
    await writer?.ended;
    writer = undefined;
    await fixture.close();
  });

  const integrity = () => {
    const sqlite = new DatabaseSync(join(fixture.folder, 'control-plane.sqlite'));
    const found = sqlite.prepare('PRAGMA integrity_check').all();
    sqlite.close();
    return found.map((row) => row['integrity_check']);
  };
  const accepted = async (secret: string) =>
    (await fixture.ask('GET', '/_probe', { secret })).status === 404;
  const total = async () => {
    const items = (await fixture.ask('GET', `${fixture.home}/api-keys`)).at('data.items');
    return Array.isArray(items) ? items.length : -1;
  };

  it('keeps every key that was answered for, however often its process is killed', async () => {
    const told: string[] = [];
    for (let round = 0; round < 6; round++) {
      const child = startProgram(programs.createKeys, [fixture.folder]);
      writer = child;
      let heard = 0;
      for await (const secret of child.lines) {
        told.push(secret);
        // Not at a commit's end but anywhere: the child goes on while the signal is on its way.
        if (++heard === 20 + round * 15) child.kill('SIGKILL');
      }
      await child.ended;
      assert.deepEqual(integrity(), ['ok']);
    }
    assert.ok(told.length >= 300);
    for (const secret of told) assert.ok(await accepted(secret));
    // At most the one key of each round whose answer was cut off.
    assert.ok((await total()) <= told.length + 6);
  });

  it('lets four processes write at once, and loses nothing', async () => {
    const each = 150;
    const children = await Promise.all(
      [1, 2, 3, 4].map(() => runProgram(programs.createKeys, [fixture.folder, String(each)])),
    );
    for (const { code, output } of children) assert.equal(code, 0, output);
    const secrets = children.flatMap(({ lines }) => lines);
    assert.equal(new Set(secrets).size, 4 * each);
    assert.equal(await total(), 4 * each);
    for (const secret of secrets) assert.ok(await accepted(secret));
    assert.deepEqual(integrity(), ['ok']);
  });

  it('has one winner when four processes rotate the same key', async () => {
    for (const same of [false, true]) {
      const { id, secret } = await issue(fixture);
      const before = await total();
      const answers = await Promise.all(
        [1, 2, 3, 4].map((n) =>
          runProgram(programs.rotateKey, [fixture.folder, id, same ? 'same' : `key-${n}`]),
        ),
      );
      const statuses = answers.flatMap(({ lines }) => lines).sort();
      assert.deepEqual(
        statuses,
        same ? ['200', '200', '200', '201'] : ['201', '409', '409', '409'],
      );
      assert.equal(await total(), before + 1);
      assert.equal(await accepted(secret), false);
    }
  });

  it('begins an empty folder once, for four processes at a time', async () => {
    const empty = join(fixture.folder, 'empty');
    const opened = await Promise.all(
      [1, 2, 3, 4].map(() => runProgram(programs.createKeys, [empty, '1'])),
    );
    for (const { code, output } of opened) assert.equal(code, 0, output);
    const sqlite = new DatabaseSync(join(empty, 'control-plane.sqlite'));
    assert.equal(sqlite.prepare('SELECT count(*) AS n FROM workspaces').get()?.['n'], 1);
    assert.equal(sqlite.prepare('SELECT count(*) AS n FROM install').get()?.['n'], 1);
    sqlite.close();
  });

  it('carries on a run whose process was killed in the middle', async () => {
    const { secret } = await issue(fixture);
    const child = startProgram(programs.runSlowly, [
      fixture.folder,
      secret,
      JSON.stringify(demo()),
    ]);
    let runId = '';
    for await (const line of child.lines) {
      runId = line;
      child.kill('SIGKILL');
    }
    await child.ended;
    const done = await fixture.settled(secret, runId);
    assert.equal(done.at('data.status'), 'completed');
    const graph = await fixture.ask('GET', `/runs/${runId}/graph`, { secret });
    const steps = graph.at('data.steps');
    assert.ok(Array.isArray(steps));
    assert.equal(steps.length, 4);
  });

  it('leaves a run alone that another living process carries out', async () => {
    const { secret } = await issue(fixture);
    const child = startProgram(programs.runSlowly, [
      fixture.folder,
      secret,
      JSON.stringify(demo()),
    ]);
    let runId = '';
    const reading = (async () => {
      for await (const line of child.lines) runId = line;
    })();
    while (runId === '') await delay(5);
    const sqlite = new DatabaseSync(join(fixture.folder, 'control-plane.sqlite'));
    const executor = () =>
      sqlite.prepare('SELECT executor FROM runs WHERE run_id = ?').get(runId)?.['executor'];
    const before = executor();
    await fixture.ask('GET', `/runs/${runId}`, { secret });
    await fixture.ask('GET', fixture.home);
    assert.equal(executor(), before);
    sqlite.close();
    child.kill('SIGKILL');
    await reading;
    await child.ended;
  });

  it('cancels a run that another process carries out', async () => {
    const owner = await account(fixture, 'ci');
    const scope = ['runs:write', 'runs:manage'];
    const { secret } = await issue(fixture, { service_account_id: owner, scope });
    const other = await fixture.reopen({ stepMs: 5000 });
    fixture = other;
    const runId = await run(fixture, secret);
    const { openLocalControlPlane } =
      await import('../../../src/controlPlane/localControlPlane.ts');
    const second = await openLocalControlPlane(fixture.folder);
    const stopped = await handed(second, 'POST', `/runs/${runId}:cancel`, { secret, once: 'stop' });
    assert.equal(stopped.status, 200);
    await second.close();
    const after = await fixture.ask('GET', `/runs/${runId}`, { secret });
    assert.equal(after.at('data.status'), 'cancelled');
  });
});
