import assert from 'node:assert/strict';
import { headerNameProblem, headerValueProblem } from '../../../src/domain/text/headerText.ts';
import { managementOf, roleSentence } from '../../../src/domain/roles.ts';

describe('headers of a connection', () => {
  it('have names that can be sent, are not ours, and stand once', () => {
    assert.equal(headerNameProblem(['X-Team', 'Authorization']), undefined);
    assert.match(headerNameProblem(['X Team']) ?? '', /letters/);
    assert.match(headerNameProblem(['']) ?? '', /letters/);
    assert.match(headerNameProblem(['Host']) ?? '', /itself/);
    assert.match(headerNameProblem(['X-A', 'x-a']) ?? '', /twice/);
  });

  it('have a value of one line that a header can carry', () => {
    assert.equal(headerValueProblem('Bearer abc'), undefined);
    for (const text of [' ', 'a\nb', '🔑', 'x'.repeat(8193)]) {
      assert.notEqual(headerValueProblem(text), undefined, text.slice(0, 5));
    }
  });
});

describe('roles', () => {
  it('are known to manage, known not to, or left to the server', () => {
    assert.equal(managementOf('workspace_admin'), 'allowed');
    assert.equal(managementOf('auditor'), 'refused');
    assert.equal(managementOf('key_custodian'), 'unknown');
    assert.equal(managementOf(undefined), 'unknown');
  });

  it('are named in the reason', () => {
    assert.match(roleSentence('viewer', 'create keys'), /is viewer, which may not create keys/);
  });
});
