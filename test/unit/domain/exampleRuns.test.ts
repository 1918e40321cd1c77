import assert from 'node:assert/strict';
import { checkPolicy } from '../../../src/controlPlane/runs/policyCheck.ts';
import { isDemoRun } from '../../../src/domain/firstRun/demoRun.ts';
import { exampleNames, exampleRequest } from '../../../src/domain/firstRun/exampleRuns.ts';
import { readRunRequest } from '../../../src/panels/runRequest.ts';
import { createRunBody } from '../../../src/wire/runs.ts';

describe('the examples of the playground', () => {
  const read = (name: (typeof exampleNames)[number]) =>
    readRunRequest(JSON.stringify(exampleRequest(name, 'shop')), 'shop');

  it('end as their names say', () => {
    const decided = (name: 'works' | 'needs-approval') =>
      checkPolicy(createRunBody.parse(exampleRequest(name, 'shop'))).decision;
    assert.equal(decided('works'), 'allow');
    assert.equal(decided('needs-approval'), 'approval_required');
    const refused = read('refused');
    assert.ok(!refused.valid && /input\.kind/.test(refused.reason));
    assert.ok(refused.body, 'it is sent all the same, and the server refuses it');
  });

  it('count as first run only where they work', () => {
    for (const name of exampleNames) {
      const { context } = exampleRequest(name, 'shop') as { context?: unknown };
      assert.equal(isDemoRun(context, 'shop'), name === 'works', name);
    }
  });

  it('leave nothing to send of what is no object, or holds the value of a key', () => {
    const secret = `krl_local_${'0'.repeat(24)}_${'a'.repeat(48)}`;
    for (const text of ['{', '[]', '"x"', `{"input":{},"key":"${secret}"}`]) {
      const request = readRunRequest(text, 'shop');
      assert.ok(!request.valid && request.body === undefined, text.slice(0, 9));
    }
  });
});
