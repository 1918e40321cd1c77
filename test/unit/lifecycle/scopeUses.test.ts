import assert from 'node:assert/strict';
import { witnessedRuntime } from '../../../src/editor/firstRun/witnessedRuntime.ts';
import { createHttp } from '../../../src/client/transport/http.ts';
import { createRuntimeClient } from '../../../src/client/api/runtimeClient.ts';
import { Secret } from '../../../src/domain/secrets/secret.ts';
import { openFixture, type LifecycleFixture } from './lifecycleFixture.ts';

const hourMs = 3_600_000;
const key = { connectionId: 'here', keyId: 'key_1' };

describe('what a key was used for', () => {
  let fixture: LifecycleFixture;

  beforeEach(async () => {
    fixture = await openFixture();
  });

  afterEach(() => fixture.dispose());

  it('is kept by scope, in ids and times only, and lost by no window', async () => {
    const other = fixture.window();
    await Promise.all([
      fixture.lifecycle.scopeUses.note(key, 'runs:write', 'used'),
      other.lifecycle.scopeUses.note(key, 'runs:manage', 'refused'),
    ]);
    const seen = [...(await fixture.restart().lifecycle.scopeUses.list())].sort((a, b) =>
      a.scope.localeCompare(b.scope),
    );
    assert.deepEqual(
      seen.map(({ scope, usedAt, refusedAt }) => [scope, usedAt !== null, refusedAt !== null]),
      [
        ['runs:manage', false, true],
        ['runs:write', true, false],
      ],
    );
    assert.deepEqual(Object.keys(seen[0]!).sort(), [
      'connectionId',
      'keyId',
      'refusedAt',
      'scope',
      'usedAt',
    ]);
  });

  it('keeps the last use and the last refusal, noted at most once an hour', async () => {
    const { scopeUses } = fixture.lifecycle;
    await scopeUses.note(key, 'runs:write', 'used');
    const [first] = await scopeUses.list();
    await scopeUses.note(key, 'runs:write', 'used');
    assert.deepEqual(await scopeUses.list(), [first]);
    fixture.pass(2 * hourMs);
    await scopeUses.note(key, 'runs:write', 'used');
    await scopeUses.note(key, 'runs:write', 'refused');
    const [last] = await scopeUses.list();
    assert.ok(last!.usedAt! > first!.usedAt!);
    assert.ok(last?.refusedAt);
  });

  it('is seen in real calls: let through, refused for its scope, refused for another reason', async () => {
    const answers = new Map([
      ['POST /api/v1/runs', { status: 201, body: { data: created } }],
      ['POST /api/v1/runs/run_1:cancel', { status: 403, body: denied }],
      ['POST /api/v1/runs/run_1/replay', { status: 401, body: unknown }],
    ]);
    const http = createHttp({
      baseUrl: 'http://127.0.0.1:1',
      timeoutMs: 5_000,
      headers: async () => ({}),
      fetch: async (request) => {
        const { status, body } = answers.get(`${request.method} ${new URL(request.url).pathname}`)!;
        return Response.json(body, { status });
      },
    });
    const seen: string[] = [];
    const runtime = witnessedRuntime(
      createRuntimeClient(http, new Secret('value')),
      async (scope, outcome) => {
        seen.push(`${scope} ${outcome}`);
      },
    );
    const call = { idempotencyKey: 'i1' };
    await runtime.createRun({ input: { kind: 'user_instruction' } }, call);
    await assert.rejects(runtime.cancel('run_1', call), /scope/);
    await assert.rejects(runtime.replay('run_1', { reason: '' }, call), /invalid/);
    assert.deepEqual(seen, ['runs:write used', 'runs:manage refused']);
  });
});

const created = {
  run_id: 'run_1',
  trace_id: 'trace_1',
  status: 'queued',
  workflow_status: 'running',
  created_at: '2026-11-23T12:00:00.000Z',
};
const denied = {
  error: {
    code: 'workspace_api_key_scope_denied',
    message: 'API key scope does not allow this operation',
    details: { required_scopes: ['runs:manage'] },
  },
};
const unknown = { error: { code: 'unauthorized', message: 'API key is invalid' } };
