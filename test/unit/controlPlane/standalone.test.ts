import assert from 'node:assert/strict';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { HELP, readArguments } from '../../../src/controlPlane/arguments.ts';
import { UserFacingError } from '../../../src/domain/errors.ts';
import { temporaryFolder } from '../../support/owned.ts';
import { said } from './planeFixture.ts';
import { programs, runProgram, startProgram, type Child } from './programs.ts';

const announced = z.strictObject({
  url: z.string(),
  managementToken: z.string(),
  workspaceId: z.string(),
});

describe('control plane: outside of the editor', () => {
  let folder: { path: string; dispose(): void };
  const children: Child[] = [];

  beforeEach(async () => {
    folder = await temporaryFolder('standalone');
  });
  afterEach(async () => {
    for (const child of children.splice(0)) {
      child.kill('SIGTERM');
      await child.ended;
    }
    folder.dispose();
  });

  async function start(...args: string[]) {
    const child = startProgram(programs.main, ['--data', folder.path, '--step-ms', '1', ...args]);
    children.push(child);
    const first = await child.lines[Symbol.asyncIterator]().next();
    assert.ok(!first.done, child.output());
    const says = announced.parse(JSON.parse(first.value));
    const ask = async (
      method: string,
      path: string,
      headers: Record<string, string> = {},
      body?: unknown,
    ) =>
      said(
        await fetch(`${says.url}/api/v1${path}`, {
          method,
          headers: { 'idempotency-key': crypto.randomUUID(), ...headers },
          ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        }),
      );
    const token = { authorization: `Bearer ${says.managementToken}` };
    return { ...says, child, ask, token, home: `/saas/workspaces/${says.workspaceId}` };
  }

  it('says where it is, in one line, and serves both planes', async () => {
    const { ask, token, home, url } = await start();
    assert.match(url, /^http:\/\/127\.0\.0\.1:\d+$/);
    const made = await ask('POST', `${home}/api-keys`, token, { scope: ['runs:write'] });
    assert.equal(made.status, 201);
    const key = { authorization: `Bearer ${made.text('data.secret_key')}` };
    const begun = await ask('POST', '/runs', key, { input: { kind: 'x' } });
    assert.equal(begun.status, 201);
  });

  it('asks for the token on the management plane, and for nothing but a key elsewhere', async () => {
    const { ask, token, home, managementToken } = await start();
    const wrong = { authorization: `Bearer ${managementToken.slice(0, -1)}x` };
    const claim = { 'x-authenticated-subject': 'local@keyrail' };
    for (const headers of [{}, wrong, claim, { 'x-api-key': managementToken }]) {
      assert.equal((await ask('GET', `${home}/api-keys`, headers)).status, 401);
    }
    assert.equal((await ask('GET', '/_probe', token)).status, 401);
  });

  it('lets the holder of the token speak for everybody, as an edge does', async () => {
    const { ask, token, home } = await start('--member', 'eve@keyrail:viewer');
    const as = (subject: string) => ({ ...token, 'x-authenticated-subject': subject });
    assert.equal((await ask('GET', home, as('eve@keyrail'))).status, 200);
    assert.equal((await ask('GET', `${home}/api-keys`, as('eve@keyrail'))).status, 403);
    assert.equal((await ask('GET', '/saas/me', as('nobody@keyrail'))).status, 403);
    const me = await ask('GET', '/saas/me', token);
    assert.equal(me.at('data.user.auth_subject'), 'local@keyrail');
  });

  it('begins with the plan, the limits and the person it is told', async () => {
    const { ask, token, home } = await start(
      ...['--plan', 'tiny', '--subject', 'me@here', '--runs-per-minute', '1'],
    );
    const detail = await ask('GET', home, token);
    assert.equal(detail.at('data.plan.code'), 'tiny');
    assert.equal(detail.at('data.members.0.email'), 'me@here');
    const made = await ask('POST', `${home}/api-keys`, token, { scope: ['runs:write'] });
    const key = { 'x-api-key': made.text('data.secret_key') };
    const body = { input: { kind: 'x' } };
    assert.equal((await ask('POST', '/runs', key, body)).status, 201);
    assert.equal((await ask('POST', '/runs', key, body)).status, 429);
  });

  it('ends cleanly when it is told to, and keeps what it has', async function () {
    // Windows tells nobody: it ends a program.
    if (process.platform === 'win32') this.skip();
    for (const signal of ['SIGTERM', 'SIGINT'] as const) {
      const { child, workspaceId } = await start();
      child.kill(signal);
      assert.equal(await child.ended, 0, child.output());
      assert.equal((await start()).workspaceId, workspaceId);
    }
  });

  it('says on standard error why it cannot begin', async () => {
    const { url } = await start();
    const port = new URL(url).port;
    for (const [args, words] of [
      [['--data', folder.path, '--port', port], /EADDRINUSE/],
      [[], /--data DIR/],
      [['--data', join(import.meta.filename, 'below-a-file')], /could not prepare its data folder/],
    ] as const) {
      const { code, lines, output } = await runProgram(programs.main, args);
      assert.equal(code, 1);
      assert.deepEqual(lines, []);
      assert.match(output, words);
    }
  });

  it('explains every option it knows', async () => {
    const { code, output } = await runProgram(programs.main, ['--help']);
    assert.equal(code, 0);
    assert.equal(output, HELP);
  });

  it('refuses what it does not understand', () => {
    for (const args of [
      ['--data', 'd', '--port', 'many'],
      ['--data', 'd', '--plan', 'gold'],
      ['--data', 'd', '--member', 'somebody'],
      ['--data', 'd', '--member', 'somebody:boss'],
      ['--data', 'd', '--member', 'local@keyrail:viewer'],
      ['--data', 'd', '--subject', 'me', '--member', 'me:viewer'],
      ['--data', 'd', '--member', 'eve:viewer', '--member', 'eve:auditor'],
      ['--data', 'd', '--unknown'],
      ['--data', 'd', 'more'],
    ]) {
      assert.throws(() => readArguments(args), UserFacingError, args.join(' '));
    }
  });
});
