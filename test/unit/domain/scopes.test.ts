import assert from 'node:assert/strict';
import {
  describeScope,
  fullAccess,
  grants,
  isKnownScope,
  scopeChoices,
  scopeList,
} from '../../../src/domain/keys/scopes.ts';
import { errorEnvelope } from '../../../src/wire/envelope.ts';
import { readRecording } from '../../support/recordings.ts';

describe('scopes', () => {
  it('offers the five that the server names, in its order', () => {
    const { error } = errorEnvelope.parse(
      readRecording('11-key-create-scope-unsupported').response.body,
    );
    assert.deepEqual(
      scopeChoices.map(({ scope }) => scope),
      error.details['allowed_scopes'],
    );
  });

  it('says replay belongs to runs:write, as the server enforces it', () => {
    assert.match(describeScope('runs:write'), /replay/);
    assert.doesNotMatch(describeScope('runs:manage'), /replay/);
  });

  it('takes no scope for every right', () => {
    assert.ok(fullAccess([]) && grants([], 'mcp:call'));
    assert.equal(scopeList([]), 'full access');
    assert.ok(!fullAccess(['runs:write']) && !grants(['runs:write'], 'runs:manage'));
  });

  it('shows unknown scopes as they are', () => {
    assert.equal(describeScope('runs:read'), 'runs:read');
    assert.equal(scopeList(['runs:write', 'runs:read']), 'runs:write, runs:read');
    assert.ok(!isKnownScope('constructor'));
  });
});
