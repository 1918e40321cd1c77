import assert from 'node:assert/strict';
import * as z from 'zod/mini';
import { explainErrorTool } from '../../../src/commands/tools/explainError.ts';
import { defineTool, type ToolPorts } from '../../../src/commands/tools/tool.ts';
import { looksSecret, readInput } from '../../../src/commands/tools/inputs.ts';
import { allRecordings } from '../../support/recordings.ts';

const value = `krl_local_${'a1'.repeat(12)}_${'0f'.repeat(24)}`;
const schema = z.strictObject({ key: z.string(), scopes: z.optional(z.array(z.string())) });
// `as`: this tool asks nothing of the editor.
const nowhere = {} as ToolPorts;
const explained = async (input: unknown) => (await explainErrorTool.open(nowhere, input)).run();

describe('a tool that changes something', () => {
  it('carries out what its question has shown, whatever is read later', async () => {
    const settings = { file: '.env' };
    const tool = defineTool({
      input: z.strictObject({}),
      changes: true,
      progress: () => 'Writing',
      question: async () => ({
        title: `Write to ${settings.file}?`,
        paragraphs: [],
        about: [settings.file],
        plan: settings.file,
      }),
      run: async (_services, _given, plan) => plan,
    });
    const call = await tool.open(nowhere, {});
    assert.equal(call.question?.title, 'Write to .env?');
    settings.file = '../theirs/.env';
    assert.equal(await call.run(), '.env');
    assert.deepEqual((await tool.open(nowhere, {})).question?.about, ['../theirs/.env']);
  });
});

describe('the input of a tool', () => {
  it('is taken as its schema says', () => {
    const input = { key: 'first run', scopes: ['runs:write'] };
    assert.deepEqual(readInput(schema, input), input);
    assert.throws(() => readInput(schema, { key: 7 }), /does not fit the schema .*\(at key\)/);
    assert.throws(() => readInput(schema, { key: 'a', secret: 'b' }), /does not fit/);
  });

  it('is refused however deep it is, and looked through to its end', () => {
    const deep = (inner: unknown) => {
      let input = inner;
      for (let at = 0; at < 50_000; at += 1) input = [input];
      return { key: 'a', scopes: input };
    };
    assert.throws(() => readInput(schema, deep('b')), /does not fit the schema/);
    assert.throws(() => readInput(schema, deep(value)), /looks like a secret/);
  });

  const hidden: [where: string, input: unknown][] = [
    ['a field', { key: value }],
    ['a sentence', { key: `the one that is ${value}, you know` }],
    ['a list', { key: 'a', scopes: [value] }],
    ['the name of a field', { key: 'a', [value]: 1 }],
    ['a value cut short', { key: value.slice(0, 60) }],
    ['a header', { key: 'Authorization: Bearer abcdefgh12345678' }],
    ['an address', { key: 'https://me:hunter22@host.example/api' }],
    ['a text of its own', value],
  ];
  for (const [where, input] of hidden) {
    it(`is refused with a secret in ${where}, and not repeated`, () => {
      assert.throws(
        () => readInput(schema, input),
        ({ message }: Error) =>
          /looks like a secret \(.*\*\*\*\)/.test(message) &&
          !message.includes(value.slice(20)) &&
          !/abcdefgh12345678|hunter22/.test(message),
      );
    });
  }

  it('is not refused for an id, a prefix, or a message that was masked already', () => {
    for (const text of [
      'key_01jd',
      value.slice(0, 20),
      'Authorization: ***',
      'API key has expired',
    ]) {
      assert.equal(looksSecret(text), false, text);
    }
  });
});

describe('the explanation of a refusal for an agent', () => {
  it('is the one that a person gets', async () => {
    const body = {
      error: {
        code: 'workspace_api_key_scope_denied',
        message: 'API key scope does not allow this operation',
        details: { required_scopes: ['approvals:write'], granted_scopes: ['runs:write'] },
      },
      meta: { request_id: 'req_1' },
    };
    for (const text of [JSON.stringify(body), `HTTP 403 Forbidden\n${JSON.stringify(body)}\n`]) {
      assert.deepEqual(await explained({ text, status: 403 }), {
        kind: 'scope-missing',
        happened: 'The key lacks the scope approvals:write.',
        why: 'It was issued for runs:write only. Scopes change by rotation.',
        wayOut: { label: 'Rotate into approvals:write…', command: 'keyrail.rotateKey' },
        note: 'The person runs the command in the editor.',
      });
    }
  });

  it('takes the words alone, and the status out of them', async () => {
    const answer = await explained({ text: '401 Unauthorized: API key has expired' });
    assert.equal((answer as { kind: string }).kind, 'key-expired');
  });

  it('explains every recorded refusal, and takes none for a secret', async () => {
    let count = 0;
    for (const [name, { request, response }] of allRecordings()) {
      if (response.status < 400) continue;
      const text = JSON.stringify(response.body);
      const { method, path } = request;
      if (method !== 'GET' && method !== 'POST') continue;
      const answer = await explained({ text, status: response.status, method, path });
      assert.match(JSON.stringify(answer), /"happened":"[A-Z]/, name);
      count++;
    }
    assert.ok(count > 80, String(count));
  });
});
