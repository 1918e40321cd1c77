import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { McpError } from '@modelcontextprotocol/sdk/types.js';
import { toolNames } from '../../../src/commands/tools/names.ts';
import {
  listen,
  refused,
  type RequestHandler,
  type Listener,
} from '../../../src/terminal/channel/listen.ts';
import { addressVariable, type ToolRequest } from '../../../src/terminal/channel/protocol.ts';
import { manifestInEnglish } from '../../support/manifest.ts';
import { connectAgent, type TestAgent } from './support/agent.ts';
import { script, terminalOf } from './support/command.ts';

const answered = (text: string) => ({ kind: 'answered' as const, text });

describe('keyrail mcp', function () {
  if (process.platform === 'win32') return;
  let asked: ToolRequest[];
  let answer: RequestHandler;
  let window: Listener;
  let agent: TestAgent;
  beforeEach(async () => {
    asked = [];
    answer = async () => answered('{"keys":[]}');
    window = await listen((request, ...rest) => {
      if (request.verb === 'tool') asked.push(request);
      return answer(request, ...rest);
    });
    agent = await connectAgent(terminalOf(window));
  });
  afterEach(async () => {
    await agent.close();
    window.dispose();
  });

  it('offers the tools of the manifest, in its words', async () => {
    const { tools } = await agent.client.listTools();
    // `as`: the manifest's own test asserts the form.
    const { contributes } = manifestInEnglish() as {
      contributes: {
        languageModelTools: {
          name: string;
          displayName: string;
          modelDescription: string;
          inputSchema: object;
          tags: string[];
        }[];
      };
    };
    assert.deepEqual(
      tools.map(({ name, title, description, inputSchema, annotations }) => [
        name,
        title,
        description,
        inputSchema,
        annotations?.readOnlyHint,
      ]),
      contributes.languageModelTools.map((tool) => [
        tool.name,
        tool.displayName,
        tool.modelDescription,
        tool.inputSchema,
        tool.tags.includes('read-only'),
      ]),
    );
    assert.deepEqual(tools.map(({ name }) => name).sort(), [...toolNames].sort());
    assert.deepEqual(agent.client.getServerVersion()?.name, 'keyrail');
  });

  it('passes a call on with what the agent is, and answers with what the window answers', async () => {
    const input = { key: 'first run', how: 'now' };
    assert.deepEqual(await agent.call('keyrail_rotate_key', input), {
      text: '{"keys":[]}',
      isError: false,
    });
    const [request] = asked;
    assert.deepEqual([request?.tool, request?.input], ['keyrail_rotate_key', input]);
    assert.equal(request?.agent.callsItself, 'test agent 2');
    if (process.platform === 'linux') {
      assert.equal(request.agent.start?.program, process.execPath);
      assert.ok(request.agent.start.args.some((each) => each.includes('mocha')));
    }
  });

  it('says what the window says against it as the answer of the tool', async () => {
    answer = async () => refused('The person did not allow it. Nothing was changed.');
    assert.deepEqual(await agent.call('keyrail_revoke_key', { key: 'x' }), {
      text: 'The person did not allow it. Nothing was changed.',
      isError: true,
    });
  });

  it('refuses a tool that there is not, and does not ask the window', async () => {
    await assert.rejects(agent.call('keyrail_reveal'), (error) => {
      assert.ok(error instanceof McpError);
      assert.match(error.message, /There is no tool keyrail_reveal/);
      return true;
    });
    assert.deepEqual(asked, []);
  });

  it('tells what it waits for, while it waits', async () => {
    let goOn: () => void = () => undefined;
    answer = async (_request, _signal, wait) => {
      wait('Waiting for the person to answer in the window: Revoke?');
      await new Promise<void>((resolve) => {
        goOn = resolve;
      });
      return answered('done');
    };
    const heard: unknown[] = [];
    const { text } = await agent.call(
      'keyrail_revoke_key',
      { key: 'x' },
      {
        onprogress: ({ progress, message }) => {
          heard.push([progress, message]);
          goOn();
        },
      },
    );
    assert.equal(text, 'done');
    assert.deepEqual(heard, [[1, 'Waiting for the person to answer in the window: Revoke?']]);
  });

  it('has the window know that a call was cancelled', async () => {
    const cancelling = new AbortController();
    const gone = new Promise<void>((resolve) => {
      answer = async (_request, signal) => {
        signal.addEventListener('abort', () => {
          resolve();
        });
        cancelling.abort();
        await gone;
        return answered('nobody reads this');
      };
    });
    const call = agent.call('keyrail_list_keys', {}, { signal: cancelling.signal });
    await assert.rejects(call);
    await gone;
    answer = async () => answered('again');
    assert.equal((await agent.call('keyrail_list_keys')).text, 'again');
  });

  it('answers many calls at once, each with its own answer', async () => {
    const waiting: (() => void)[] = [];
    answer = async (request) => {
      const turn = new Promise<void>((resolve) => waiting.push(resolve));
      // All are there before the first is answered, and the last is answered first.
      if (waiting.length === 40) for (const each of waiting.toReversed()) each();
      await turn;
      return answered(JSON.stringify(request.verb === 'tool' && request.input));
    };
    const keys = Array.from({ length: 40 }, (_, at) => `key ${at}`);
    const answers = await Promise.all(keys.map((key) => agent.call('keyrail_key_status', { key })));
    assert.deepEqual(
      answers.map(({ text }) => (JSON.parse(text) as { key: string }).key),
      keys,
    );
    assert.equal(new Set(asked.map((each) => each.agent.connection)).size, 1);
  });

  it('says that the window was closed, before a call or during one', async () => {
    answer = () => {
      window.dispose();
      return new Promise(() => undefined);
    };
    const during = await agent.call('keyrail_rotate_key', { key: 'x' });
    assert.equal(during.isError, true);
    assert.match(during.text, /closed before it answered. Something may have been changed/);
    const after = await agent.call('keyrail_list_keys');
    assert.equal(after.isError, true);
    assert.match(after.text, /was closed or reloaded.* Open a new terminal\.$/);
  });

  it('says what is missing where the agent was started elsewhere, or passes nothing on', async () => {
    const without = { ...terminalOf(window), [addressVariable]: undefined };
    const as = '${KEYRAIL_ADDRESS}';
    for (const env of [without, { ...without, [addressVariable]: as }]) {
      const other = await connectAgent(env);
      assert.equal((await other.client.listTools()).tools.length, toolNames.length);
      const { text, isError } = await other.call('keyrail_list_keys');
      assert.equal(isError, true);
      assert.match(
        text,
        /No window can be asked.* does not pass KEYRAIL_ADDRESS, KEYRAIL_TICKET on/,
      );
      await other.close();
    }
  });

  it('does not pass on what is too long', async () => {
    const { text, isError } = await agent.call('keyrail_explain_error', {
      text: 'x'.repeat(300_000),
    });
    assert.deepEqual([isError, asked], [true, []]);
    assert.match(text, /too long\. Nothing was done with it/);
    assert.equal((await agent.call('keyrail_list_keys')).isError, false);
  });
});

describe('keyrail mcp, spoken to by what is no agent', function () {
  if (process.platform === 'win32') return;
  const start = () => {
    const child = spawn(process.execPath, ['--no-warnings', script, 'mcp']);
    return { child, lines: createInterface(child.stdout)[Symbol.asyncIterator]() };
  };
  const errorIn = (line: unknown) =>
    (JSON.parse(String(line)) as { error: { code: number } }).error;

  it('answers what is no message, and goes on', async () => {
    const { child, lines } = start();
    child.stdin.write('{"jsonrpc":"2.0","id":1,"meth\n[]\n');
    assert.equal(errorIn((await lines.next()).value).code, -32700);
    assert.equal(errorIn((await lines.next()).value).code, -32600);
    child.stdin.end('{"jsonrpc":"2.0","id":7,"method":"ping"}\n');
    assert.deepEqual(JSON.parse(String((await lines.next()).value)), {
      jsonrpc: '2.0',
      id: 7,
      result: {},
    });
    await once(child, 'close');
  });

  it('ends with its input, whether or not a message is whole', async () => {
    const { child } = start();
    child.stdin.end('{"jsonrpc":"2.0","id":1,"method":"to');
    assert.deepEqual(
      [await text(child.stdout), await text(child.stderr), await once(child, 'close')],
      ['', '', [0, null]],
    );
  });

  it('ends where a message has no end', async () => {
    const { child, lines } = start();
    child.stdin.on('error', () => undefined);
    child.stdin.write('x'.repeat(2_000_000));
    assert.equal(errorIn((await lines.next()).value).code, -32600);
    await once(child, 'close');
  });

  it('leaves nobody waiting where the agent is gone', async () => {
    let left: () => void;
    const gone = new Promise<void>((resolve) => (left = resolve));
    const window = await listen((_request, signal) => {
      signal.addEventListener('abort', () => {
        left();
      });
      child.kill('SIGKILL');
      return new Promise(() => undefined);
    });
    const child = spawn(
      'sh',
      ['-c', `"$0" --no-warnings "$1" mcp; true`, process.execPath, script],
      { env: terminalOf(window), stdio: ['pipe', 'ignore', 'inherit'] },
    );
    child.stdin.write(
      '{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"keyrail_list_keys"}}\n',
    );
    await once(child, 'exit');
    child.stdin.destroy();
    await gone;
    window.dispose();
  });
});
