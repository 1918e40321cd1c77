import assert from 'node:assert/strict';
import { waitingLine } from '../../src/editor/secrets/waitingLine.ts';
import type { Pending } from '../../src/lifecycle/steps/pending.ts';

const now = new Date(2026, 5, 1, 12, 0);

function waits(changes: Partial<Pending> = {}): Pending {
  return {
    operationId: 'one',
    operation: 'rotate',
    step: 'asked',
    connectionId: 'c',
    workspaceId: 'w',
    oldKeyId: 'key_old',
    newKeyId: null,
    newKeyPrefix: null,
    startedAt: new Date(2026, 5, 1, 11, 0).toISOString(),
    for: 'server',
    since: new Date(2026, 5, 1, 11, 58).toISOString(),
    mayBeDone: true,
    dueAt: null,
    plan: 'none',
    borrower: null,
    stillAlive: [],
    places: [],
    secondCopies: [],
    ...changes,
  };
}

const here = { connectionId: 'c', workspaceId: 'w' };

describe('the line on operations that wait', () => {
  it('says what waits, since when and for what, and that it may have been carried out', () => {
    const line = waitingLine([waits()], here, now);
    assert.match(line, /^1 operation \(rotation\) has been waiting since 11:58/);
    assert.match(
      line,
      /may have been carried out: Keyrail waits for an answer from the control plane/,
    );
  });

  it('says so of nothing that was answered', () => {
    const held = waits({
      operation: 'overlap',
      step: 'retiring',
      for: 'old-in-use',
      mayBeDone: false,
    });
    const line = waitingLine([held], here, now);
    assert.match(
      line,
      /^1 operation \(rotation with overlap\) has been waiting since 11:58.*place still holds/,
    );
    assert.doesNotMatch(line, /carried out/);
  });

  it('only hints at what belongs to another control-plane workspace', () => {
    const other = { ...here, workspaceId: 'other' };
    assert.equal(
      waitingLine([waits()], other, now),
      '1 operation waits in another control-plane workspace',
    );
    assert.equal(
      waitingLine([waits(), waits({ connectionId: 'd' })], other, now),
      '2 operations wait in other control-plane workspaces',
    );
    assert.match(
      waitingLine([waits(), waits({ workspaceId: 'other' })], other, now),
      /^1 operation \(rotation\) has been waiting .* · 1 operation waits in another/,
    );
  });

  it('only hints at it, too, where this window is in no control-plane workspace yet', () => {
    const nowhere = { connectionId: 'c', workspaceId: undefined };
    assert.equal(
      waitingLine([waits()], nowhere, now),
      '1 operation waits in another control-plane workspace',
    );
  });

  it('is empty where nothing waits', () => {
    assert.equal(waitingLine([], here, now), '');
  });
});
