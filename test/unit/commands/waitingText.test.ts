import assert from 'node:assert/strict';
import { ApiError } from '../../../src/client/apiError.ts';
import { waitingText } from '../../../src/commands/keys/waitingText.ts';
import { waitReasons } from '../../../src/lifecycle/model/events.ts';

const failed = (kind: 'refused' | 'network' | 'schema', status: number | undefined, code: string) =>
  new ApiError({
    kind,
    method: 'POST',
    path: '/saas/workspaces/ws_1/api-keys/key_1:rotate',
    status,
    code,
    reason: 'Why.',
    mayHaveCommitted: true,
  });

describe('what is told of an operation that goes on later', () => {
  it('promises of no request without an answer that it was not carried out, or its secret kept', () => {
    const text = waitingText('server', failed('network', undefined, 'ECONNREFUSED'));
    assert.match(text, /may have been carried out all the same; it is settled by itself/);
    assert.doesNotMatch(text, /No secret is lost|Nothing/);
  });

  it('says of an answer that came what it was, not that none came', () => {
    const text = waitingText('server', failed('refused', 500, 'internal_error'));
    assert.match(text, /^The control plane failed \(500\)/);
    const foreign = waitingText('server', failed('schema', 200, 'other_answer'));
    assert.match(foreign, /^The answer belonged to another request\./);
  });

  it('has whole sentences for whatever it waits for', () => {
    for (const reason of waitReasons) {
      assert.match(
        waitingText(reason, undefined),
        /^(?:Keyrail waits|Restart VS Code) [^.]+\. [A-Z].*\.$/,
        reason,
      );
    }
  });
});
