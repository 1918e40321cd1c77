import assert from 'node:assert/strict';
import { readOnce } from '../../../src/commands/readOnce.ts';

describe('what another extension passes to a command', () => {
  it('says the same however often it is read', () => {
    const answers = ['mine', 'theirs'];
    const changing = {
      get keyId() {
        return answers.shift();
      },
    };
    const read = readOnce(changing) as { keyId: string };
    assert.deepEqual([read.keyId, read.keyId], ['mine', 'mine']);
    let asked = 0;
    const proxy = new Proxy({ keyId: 'mine' }, { get: () => `read ${(asked += 1)}` });
    const once = readOnce(proxy) as { keyId: string };
    assert.equal(once.keyId, once.keyId);
  });

  it('has nothing that it does not list', () => {
    const inherited = Object.create({ keyId: 'theirs' }) as object;
    assert.deepEqual(readOnce(inherited), {});
    assert.equal('keyId' in (readOnce(inherited) as object), false);
    assert.deepEqual(readOnce(Object.defineProperty({}, 'keyId', { value: 'theirs' })), {});
    const named = readOnce(JSON.parse('{"__proto__":{"keyId":"theirs"}}')) as object;
    assert.equal('keyId' in named, false);
  });

  it('is refused where no JSON could say it, or it is longer than any', () => {
    const around: Record<string, unknown> = {};
    around['self'] = around;
    let deep: unknown = 1;
    for (let at = 0; at < 50_000; at += 1) deep = [deep];
    const refused = [around, { deep }, { size: 1n }, { toJSON: () => undefined }];
    for (const each of [...refused, { text: 'x'.repeat(70_000) }]) {
      assert.throws(() => readOnce(each), /Arguments are passed as one object/);
    }
  });

  it('is left as it is where it is no object', () => {
    for (const each of [undefined, null, '', 'x', 7]) assert.equal(readOnce(each), each);
  });
});
