import assert from 'node:assert/strict';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'dotenv';
import { lm, type LanguageModelTextPart, type Memento } from 'vscode';
import { createKeyTool } from '../../src/commands/tools/createKey.ts';
import { toolNames, type ToolName } from '../../src/commands/tools/names.ts';
import { findSecrets } from '../../src/domain/secrets/secretFormat.ts';
import { chooseEnvTarget } from '../../src/editor/env/envTarget.ts';
import { windowPorts } from '../../src/commands/windowPorts.ts';
import type { Services } from '../../src/services.ts';
import { folder, makeRun, prepare, run } from './support/keyrail.ts';

const envFile = () => join(folder(), '.env');

describe('tools that agents call', () => {
  /** Every value that was ever in the .env, and everything that a tool said. */
  const values = new Set<string>();
  const said: string[] = [];

  const secretInEnv = (variable = 'GOVRAIL_API_KEY') => {
    const text = existsSync(envFile()) ? readFileSync(envFile(), 'utf8') : '';
    for (const { value } of findSecrets(text)) values.add(value);
    return parse(text)[variable] ?? '';
  };
  /** Calls a tool through the editor; VS Code confirms by itself where tests run. */
  async function call<T>(name: ToolName, input: object = {}): Promise<T> {
    const { content } = await lm.invokeTool(name, { input, toolInvocationToken: undefined });
    const text = content.map((part) => (part as LanguageModelTextPart).value).join('\n');
    said.push(text);
    secretInEnv();
    return JSON.parse(text) as T;
  }
  const refusal = async (name: ToolName, input: object): Promise<string> => {
    try {
      await call(name, input);
    } catch (error) {
      assert.ok(error instanceof Error);
      said.push(error.message);
      return error.message;
    }
    return assert.fail(`${name} was not refused.`);
  };

  let serviceAccount = '';
  let keyId = '';

  before(async () => {
    rmSync(envFile(), { force: true });
    ({ serviceAccountId: serviceAccount } = await prepare('agents'));
  });

  after(() => {
    rmSync(envFile(), { force: true });
  });

  it('are all there, with words that say what they never do', () => {
    const ours = lm.tools.filter(({ name }) => name.startsWith('keyrail_'));
    assert.deepEqual(ours.map(({ name }) => name).sort(), [...toolNames].sort());
    for (const { description, inputSchema } of ours) {
      assert.match(description, /never|secret/i);
      assert.ok(inputSchema);
    }
  });

  it('create a key whose secret goes to the editor and to .env, and answer with its id', async () => {
    const answer = await call<{ keyId: string; env: { written: boolean }; production: boolean }>(
      'keyrail_create_key',
      {
        name: 'agent key',
        scopes: ['runs:write'],
        serviceAccount,
        writeToEnv: true,
        envFile: '.env',
      },
    );
    assert.match(answer.keyId, /^key_/);
    assert.deepEqual([answer.env.written, answer.production], [true, false]);
    assert.equal(await makeRun(secretInEnv()), 201);
    keyId = answer.keyId;
  });

  it('list keys and tell the status of one by its name', async () => {
    const { keys } = await call<{ keys: { keyId: string; status: string }[] }>('keyrail_list_keys');
    assert.equal(keys.find((key) => key.keyId === keyId)?.status, 'active');
    const status = await call<{ keyId: string; placements: { where: string }[] }>(
      'keyrail_key_status',
      { key: 'agent key' },
    );
    assert.equal(status.keyId, keyId);
    assert.match(JSON.stringify(status.placements), /\.env, GOVRAIL_API_KEY/);
  });

  it('prove a key by the demo run', async () => {
    const { status, runId } = await call<{ status: string; runId: string }>('keyrail_run_demo', {
      key: keyId,
    });
    assert.equal(status, 'completed');
    assert.match(runId, /^run_/);
  });

  it('rotate with overlap when nothing else is said: both secrets work', async () => {
    const old = secretInEnv();
    const answer = await call<{ keyId: string; rotatedFrom: string; retired: boolean }>(
      'keyrail_rotate_key',
      { key: keyId },
    );
    assert.deepEqual([answer.rotatedFrom, answer.retired], [keyId, false]);
    assert.notEqual(secretInEnv(), old);
    assert.deepEqual([await makeRun(old), await makeRun(secretInEnv())], [201, 201]);
    keyId = answer.keyId;
  });

  it('rotate at once into other scopes when that is said', async () => {
    const variable = 'OTHER_API_KEY';
    const wanted = { scopes: ['runs:write'], serviceAccount, writeToEnv: true, envFile: '.env' };
    await call('keyrail_create_key', { ...wanted, name: 'other', envVariable: variable });
    const old = secretInEnv(variable);
    const scopes = ['runs:write', 'runs:manage'];
    await call('keyrail_rotate_key', { key: 'other', how: 'now', scopes });
    assert.deepEqual([await makeRun(old), await makeRun(secretInEnv(variable))], [401, 201]);
    const status = await call<{ scopes: string[] }>('keyrail_key_status', { key: 'other' });
    assert.deepEqual(status.scopes, scopes);
  });

  it('explain why a call is refused', async () => {
    const answer = await call<{ kind: string; wayOut: { command: string } }>(
      'keyrail_explain_error',
      { text: '{"error":{"code":"unauthorized","message":"API key has expired"}}', status: 401 },
    );
    assert.deepEqual([answer.kind, answer.wayOut.command], ['key-expired', 'keyrail.createKey']);
  });

  it('say in the question every variable that they write, and write those', async () => {
    const connection = { id: 'local', kind: 'local', name: 'Local', production: false };
    const context = { connection, workspaceId: 'ws', workspaceName: 'W', role: 'owner' };
    const account = { service_account_id: 'sa', name: 'agents', status: 'active' };
    const snapshot = { connection, context, freshness: { kind: 'fresh' }, accounts: [{ account }] };
    const workspaceState = { get: () => undefined };
    // `as`: what the question looks at, in a control-plane workspace that is settled.
    const services = {
      keyList: { here: async () => ({ context }), snapshot, refresh: async () => undefined },
      workspaceState,
    } as unknown as Services;
    const input = { name: 'x', scopes: ['runs:write'], writeToEnv: true, envFile: '.env' };
    const { question } = await createKeyTool.open(windowPorts(services, undefined), input);
    assert.match(
      JSON.stringify(question?.paragraphs),
      /written to GOVRAIL_API_KEY of \.env, and the address of the control plane to GOVRAIL_API_BASE_URL\./,
    );
    // What a folder's settings say meanwhile counts no more.
    const shown = { file: '.env', variable: 'SHOWN', baseUrlVariable: 'SHOWN_ADDRESS' };
    // `as`: of the memory only what was chosen before is looked for.
    const target = await chooseEnvTarget(shown, workspaceState as unknown as Memento);
    assert.deepEqual([target.variable, target.baseUrlVariable], ['SHOWN', 'SHOWN_ADDRESS']);
  });

  it('put no secret into a variable that a build tool publishes, nor does a person', async () => {
    const wanted = { name: 'x', serviceAccount, scopes: ['runs:write'], writeToEnv: true };
    const { keys: before } = await call<{ keys: unknown[] }>('keyrail_list_keys');
    for (const envVariable of ['VITE_KEY', 'NEXT_PUBLIC_KEY', 'REACT_APP_KEY', 'PUBLIC_KEY']) {
      const why = await refusal('keyrail_create_key', { ...wanted, envVariable });
      assert.match(why, new RegExp(`No secret goes into ${envVariable}: .* visitors download`));
      await assert.rejects(run('writeToEnv', { keyId, variable: envVariable }), /No secret goes/);
    }
    const { keys } = await call<{ keys: unknown[] }>('keyrail_list_keys');
    assert.equal(keys.length, before.length);
  });

  it('revoke a key', async () => {
    await call('keyrail_revoke_key', { key: keyId });
    assert.equal(await makeRun(secretInEnv()), 401);
  });

  it('make no key with full access, of unknown scopes, or for nobody', async () => {
    const wanted = { name: 'x', serviceAccount };
    assert.match(await refusal('keyrail_create_key', { ...wanted, scopes: [] }), /./);
    assert.match(
      await refusal('keyrail_create_key', { ...wanted, scopes: ['admin'] }),
      /scope|schema/i,
    );
    const nobody = { ...wanted, scopes: ['runs:write'], serviceAccount: 'nobody' };
    assert.match(await refusal('keyrail_create_key', nobody), /Say which service account/);
    assert.match(await refusal('keyrail_revoke_key', { key: 'nothing' }), /No key of this/);
  });

  it('refuse a secret wherever it stands, and do not repeat it', async () => {
    const value = secretInEnv();
    const inputs: [ToolName, object][] = [
      ['keyrail_key_status', { key: value }],
      ['keyrail_revoke_key', { key: value }],
      ['keyrail_explain_error', { text: `401 for Authorization: Bearer ${value}` }],
      ['keyrail_create_key', { name: value, scopes: ['runs:write'], serviceAccount }],
      ['keyrail_rotate_key', { key: value.slice(0, 70) }],
    ];
    for (const [name, input] of inputs) {
      // An answer, for VS Code logs the input of a call that fails.
      const { refused } = await call<{ refused: string }>(name, input);
      assert.match(refused, /looks like a secret/, name);
    }
  });

  it('have never said a value, nor a part of one that could be used', () => {
    assert.ok(values.size >= 4, `${values.size} secrets were in play`);
    assert.ok(said.length >= 16);
    for (const text of said) {
      assert.deepEqual(findSecrets(text), []);
      for (const value of values) assert.ok(!text.includes(value.slice(-24)));
      for (const value of values) assert.ok(!text.includes(value.slice(0, 28)));
    }
  });
});
