import assert from 'node:assert/strict';
import { heldUpOf, waitingWith } from '../../src/editor/secrets/heldUp.ts';
import { waitingLine } from '../../src/editor/secrets/waitingLine.ts';
import { waitReasons } from '../../src/lifecycle/model/events.ts';
import { operations, protocols, type OpenStep } from '../../src/lifecycle/model/operations.ts';
import type { Pending } from '../../src/lifecycle/steps/pending.ts';

const here = { connectionId: 'c', workspaceId: 'w' };
const own = new Set(['due', 'grace', 'loan']);
const since = new Date(2026, 5, 1, 11, 58).toISOString();
const now = new Date(2026, 5, 1, 12, 0);

/** Every operation at every step, waiting for whatever one can wait for. */
const all: readonly Pending[] = operations.flatMap((operation) =>
  protocols[operation]
    .filter((step): step is OpenStep => step !== 'settled')
    .flatMap((step) =>
      waitReasons.map((reason) => ({
        ...here,
        operationId: `${operation} ${step} ${reason}`,
        operation,
        step,
        oldKeyId: 'old',
        newKeyId: 'new',
        newKeyPrefix: 'grk_new',
        startedAt: since,
        for: reason,
        since,
        mayBeDone: reason === 'server' && (step === 'asked' || step === 'closing'),
        dueAt: null,
        plan: 'none' as const,
        borrower: null,
        stillAlive: operation === 'panic' ? ['ended'] : [],
        places: [],
        secondCopies: [],
      })),
    ),
);

describe('an operation that is held up', () => {
  it('says in the view and in the row of its key what it waits for and since when', () => {
    for (const one of all.filter((known) => !own.has(known.for ?? ''))) {
      const held = heldUpOf(one);
      assert.ok(held && held.reason.length > 0 && held.reason.length < 36, one.operationId);
      assert.match(held.sentence, /^(?:Keyrail waits|Restart VS Code) .*\.$/);
      assert.equal(held.since, since);
      const line = waitingLine([one], here, now);
      assert.ok(line.includes('11:58') && line.endsWith(held.sentence), line);
      assert.equal(/may have been carried out/.test(line), one.mayBeDone);
      const inRow = waitingWith([one], 'c', 'old');
      if (one.step === 'retiring' || one.step === 'lent') assert.equal(inRow, undefined);
      else
        assert.deepEqual(inRow && { ...inRow, operation: '' }, {
          ...held,
          operation: '',
          mayBeDone: one.mayBeDone,
        });
    }
  });

  it('is none while it waits for its time alone', () => {
    for (const one of all.filter((known) => own.has(known.for ?? ''))) {
      assert.equal(heldUpOf(one), undefined);
      assert.equal(waitingWith([one], 'c', 'old'), undefined);
    }
  });

  it('belongs to the keys that it replaces, makes or ends, of its connection', () => {
    const panic = all.filter(
      ({ operation, for: reason }) => operation === 'panic' && reason === 'server',
    );
    assert.ok(waitingWith(panic, 'c', 'ended'));
    assert.ok(waitingWith(panic, 'c', 'new'));
    assert.equal(waitingWith(panic, 'c', 'another'), undefined);
    assert.equal(waitingWith(panic, 'd', 'ended'), undefined);
  });
});
