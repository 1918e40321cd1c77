import assert from 'node:assert/strict';
import { demoRunRequest } from '../../../src/domain/firstRun/demoRun.ts';
import { readRunRequest } from '../../../src/panels/runRequest.ts';

const read = (request: unknown) => readRunRequest(JSON.stringify(request), 'support');

describe('a request written in the playground', () => {
  it('counts as first run only for this control-plane workspace', () => {
    assert.equal(read(demoRunRequest('support')).valid, true);
    assert.deepEqual(
      [demoRunRequest('support'), demoRunRequest('other')].map((request) => {
        const answer = read(request);
        return answer.valid && answer.counts;
      }),
      [true, false],
    );
  });

  it('keeps fields that nobody knows', () => {
    const answer = read({ input: { kind: 'banana', ripe: true }, note: 1 });
    assert.deepEqual(answer.valid && answer.body, {
      input: { kind: 'banana', ripe: true },
      note: 1,
    });
  });

  it('says what is wrong with it', () => {
    const reasons = ['{', '[]', '{"input":{}}', '{"input":{"kind":"a"},"context":[]}'].map(
      (text) => {
        const answer = readRunRequest(text, 'support');
        return answer.valid ? '' : answer.reason;
      },
    );
    assert.match(reasons[0] ?? '', /^This is not JSON yet: /);
    assert.match(reasons[1] ?? '', /must be a JSON object/);
    assert.match(reasons[2] ?? '', /input\.kind/);
    assert.match(reasons[3] ?? '', /context/);
  });

  it('is not sent with the value of a key in it', () => {
    const secret = `krl_local_${'0'.repeat(24)}_${'a'.repeat(48)}`;
    const answer = read({ input: { kind: 'user_instruction', text: `use ${secret}` } });
    assert.equal(answer.valid, false);
    assert.ok(!JSON.stringify(answer).includes(secret));
  });
});
