import assert from 'node:assert/strict';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'dotenv';
import { toolNames } from '../../src/commands/tools/names.ts';
import { findSecrets } from '../../src/domain/secrets/secretFormat.ts';
import { eventually } from '../journeys/support/eventually.ts';
import { connectAgent, type TestAgent } from '../unit/terminal/support/agent.ts';
import { folder, makeRun, prepare } from './support/keyrail.ts';
import { openQuestions, type OpenQuestions } from './support/openQuestions.ts';
import { environmentOfTerminal } from './support/terminalEnvironment.ts';

const envFile = () => path.join(folder(), '.env');

describe('an agent outside of the editor', function () {
  if (process.platform === 'win32') return;
  this.timeout(120_000);
  let env: NodeJS.ProcessEnv;
  let serviceAccount = '';
  let agent: TestAgent;
  let person: OpenQuestions;
  const agents: TestAgent[] = [];
  const values = new Set<string>();

  const keep = () => {
    const text = existsSync(envFile()) ? readFileSync(envFile(), 'utf8') : '';
    for (const { value } of findSecrets(text)) values.add(value);
    return parse(text)['GOVRAIL_API_KEY'] ?? '';
  };
  const question = () => person.next();
  const call = async (...given: Parameters<TestAgent['call']>) => {
    const answer = await agent.call(...given);
    keep();
    return answer;
  };
  const connect = async (given: NodeJS.ProcessEnv = env) => {
    const connected = await connectAgent(given, ['keyrail', 'mcp']);
    agents.push(connected);
    return connected;
  };

  before(async () => {
    rmSync(envFile(), { force: true });
    ({ serviceAccountId: serviceAccount } = await prepare('outside'));
    env = await environmentOfTerminal();
    person = openQuestions();
    agent = await connect();
  });
  after(async () => {
    person.dispose();
    await agent.close();
    rmSync(envFile(), { force: true });
  });

  // They build on each other.
  beforeEach(function () {
    if (this.test?.parent?.tests.some((test) => test.isFailed())) this.skip();
  });

  it('is offered the tools', async () => {
    const { tools } = await agent.client.listTools();
    assert.deepEqual(tools.map(({ name }) => name).sort(), [...toolNames].sort());
  });

  it('may use none before the person has let it, and is told why', async () => {
    const other = await connect();
    try {
      const first = other.call('keyrail_list_keys');
      const asked = await question();
      assert.match(asked.text, /^Let an agent outside of this editor use the tools of Keyrail\?/);
      assert.match(asked.text, /It never gets a value\./);
      if (process.platform === 'linux') {
        assert.match(
          asked.text,
          new RegExp(`^The program that asks: ${path.basename(process.execPath)}$`, 'm'),
        );
        assert.match(asked.text, /^\/\S+/m);
      }
      assert.match(asked.text, /^It calls itself “test agent 2”\.$/m);
      asked.answer(undefined);
      const refusal = await first;
      assert.deepEqual(refusal, {
        text: 'The person did not allow it. Nothing was changed.',
        isError: true,
      });
      // It is not asked about again by asking again.
      const again = await other.call('keyrail_list_keys');
      assert.match(again.text, /did not let this agent use .* when it is started anew\./);
      assert.deepEqual(person.left, []);
    } finally {
      await other.close();
    }
  });

  it('is let in once for the window, by calls at once too, and then looks without a question', async () => {
    const calls = ['keyrail_list_keys', 'keyrail_list_keys', 'keyrail_explain_error'].map((name) =>
      call(name, name === 'keyrail_explain_error' ? { text: '401 unauthorized' } : {}),
    );
    (await question()).answer('Allow in This Window');
    const answers = await Promise.all(calls);
    assert.deepEqual(
      answers.map(({ isError }) => isError),
      [false, false, false],
    );
    assert.deepEqual(person.left, []);
    assert.ok('keys' in JSON.parse(answers[0]?.text ?? ''));
  });

  it('has each change asked about, with what it is and who asks, and gets an id', async () => {
    const progress: (string | undefined)[] = [];
    const creating = call(
      'keyrail_create_key',
      {
        name: 'agent key',
        scopes: ['runs:write'],
        serviceAccount,
        writeToEnv: true,
        envFile: '.env',
      },
      { onprogress: ({ message }) => progress.push(message) },
    );
    const asked = await question();
    assert.match(asked.text, /^Create the key agent key\?/);
    assert.match(asked.text, /written to GOVRAIL_API_KEY of \.env/);
    assert.match(asked.text, /“test agent 2”/);
    await eventually(
      'The progress',
      () => progress,
      ({ length }) => length > 0,
    );
    assert.match(String(progress[0]), /Waiting for the person .*: Create the key agent key\?/);
    asked.answer('Allow Once');
    const { text, isError } = await creating;
    assert.equal(isError, false, text);
    const made = JSON.parse(text) as { keyId: string; env: { written: boolean } };
    assert.match(made.keyId, /^key_/);
    assert.equal(made.env.written, true);
    assert.equal(await makeRun(keep()), 201);
  });

  it('changes nothing where the person says no', async () => {
    for (const [name, input] of [
      ['keyrail_revoke_key', {}],
      ['keyrail_rotate_key', { how: 'now' }],
    ] as const) {
      const calling = call(name, { key: 'agent key', ...input });
      (await question()).answer(undefined);
      assert.deepEqual(await calling, {
        text: 'The person did not allow it. Nothing was changed.',
        isError: true,
      });
    }
    assert.equal(await makeRun(keep()), 201);
  });

  it('makes nothing its answer: an input is no yes', async () => {
    for (const extra of [{ answered: true }, { confirm: 'Allow Once' }, { automation: true }]) {
      const { text, isError } = await call('keyrail_revoke_key', { key: 'agent key', ...extra });
      assert.equal(isError, true);
      assert.match(text, /does not fit the schema/);
    }
    assert.deepEqual(person.left, []);
  });

  it('changes nothing by a yes that comes when it does not wait any more', async () => {
    const cancelling = new AbortController();
    const calling = call('keyrail_revoke_key', { key: 'agent key' }, { signal: cancelling.signal });
    const asked = await question();
    cancelling.abort();
    await assert.rejects(calling);
    // An answer after it shows that the window has taken this in.
    await call('keyrail_list_keys');
    asked.answer('Allow Once');
    // Asked after the yes has come to nothing.
    const next = call('keyrail_revoke_key', { key: 'agent key' });
    (await question()).answer(undefined);
    assert.equal((await next).isError, true);
    assert.equal(await makeRun(keep()), 201);
  });

  it('makes a demo run and tells the status of a key without a question', async () => {
    const run = await call('keyrail_run_demo', { key: 'agent key' });
    assert.equal((JSON.parse(run.text) as { status: string }).status, 'completed');
    const status = await call('keyrail_key_status', { key: 'agent key' });
    assert.match(status.text, /\.env, GOVRAIL_API_KEY/);
    assert.deepEqual(person.left, []);
  });

  it('rotates and revokes once that is allowed', async () => {
    const old = keep();
    const rotating = call('keyrail_rotate_key', { key: 'agent key', how: 'now' });
    const asked = await question();
    assert.match(asked.text, /^Rotate agent key now\?/);
    asked.answer('Allow Once');
    assert.equal((await rotating).isError, false);
    assert.deepEqual([await makeRun(old), await makeRun(keep())], [401, 201]);
    const revoking = call('keyrail_revoke_key', { key: 'agent key' });
    (await question()).answer('Allow Once');
    assert.equal((await revoking).isError, false);
    assert.equal(await makeRun(keep()), 401);
  });

  it('gets a secret neither taken nor repeated', async () => {
    for (const name of ['keyrail_key_status', 'keyrail_revoke_key']) {
      const { text, isError } = await call(name, { key: keep() });
      assert.equal(isError, true);
      assert.match(text, /looks like a secret/);
    }
    assert.deepEqual(person.left, []);
  });

  it('is refused with the ticket of another window', async () => {
    const other = await connect({ ...env, KEYRAIL_TICKET: 'of another' });
    const { text, isError } = await other.call('keyrail_list_keys');
    await other.close();
    assert.equal(isError, true);
    assert.match(text, /opened by another window, or before this one was reloaded/);
  });

  it('was never told a value, nor a part of one that could be used', () => {
    assert.ok(values.size >= 2, `${values.size} secrets were in play`);
    const heard = agents.flatMap((each) => each.heard);
    assert.ok(heard.length >= 20, `${heard.length} messages`);
    for (const text of heard) {
      assert.deepEqual(findSecrets(text), []);
      for (const value of values) assert.ok(!text.includes(value.slice(-24)));
      for (const value of values) assert.ok(!text.includes(value.slice(0, 28)));
    }
  });
});
