import assert from 'node:assert/strict';
import { readFields, withField } from '../../../webview/requestFields.ts';

const request = JSON.stringify({
  input: { kind: 'user_instruction', text: 'Say hello.', more: [1] },
  entry_agent_id: 'catalog_router',
  policy_context: { risk_tier: 'high', labels: ['a', 'b'] },
  own: true,
});
const changed = (
  ...change: Parameters<typeof withField> extends [string, ...infer R] ? R : never
) => JSON.parse(withField(request, ...change)) as unknown;

describe('the fields of a request', () => {
  it('are parts of its JSON', () => {
    assert.deepEqual(readFields(request), {
      instruction: 'Say hello.',
      agent: 'catalog_router',
      risk: 'high',
      labels: 'a, b',
    });
  });

  it('are empty where nothing is there, and none where the JSON holds something else', () => {
    const none = { instruction: '', agent: '', risk: '', labels: '' };
    assert.deepEqual(readFields('{}'), none);
    assert.deepEqual(readFields('{"input":{"text":{"a":1}},"policy_context":{"labels":[1]}}'), {
      ...none,
      instruction: null,
      labels: null,
    });
  });

  for (const text of ['', '{', '[]', '"text"', 'null'])
    it(`are not there in ${JSON.stringify(text)}, which no field changes`, () => {
      assert.equal(readFields(text), undefined);
      assert.equal(withField(text, 'instruction', 'x'), text);
    });

  it('change what they are about and nothing else', () => {
    assert.deepEqual(changed('instruction', ''), {
      input: { kind: 'user_instruction', text: '', more: [1] },
      entry_agent_id: 'catalog_router',
      policy_context: { risk_tier: 'high', labels: ['a', 'b'] },
      own: true,
    });
    assert.deepEqual(changed('labels', ' c, ,d '), {
      ...(JSON.parse(request) as object),
      policy_context: { risk_tier: 'high', labels: ['c', 'd'] },
    });
  });

  it('leave out an option that is emptied, and make what is missing around one', () => {
    const { entry_agent_id: agent, ...rest } = JSON.parse(request) as Record<string, unknown>;
    assert.equal(agent, 'catalog_router');
    assert.deepEqual(changed('agent', ''), rest);
    assert.deepEqual(JSON.parse(withField('{}', 'risk', 'low')), {
      policy_context: { risk_tier: 'low' },
    });
    assert.deepEqual(JSON.parse(withField('{"input":"x"}', 'instruction', 'Hi')), {
      input: { text: 'Hi' },
    });
  });
});
