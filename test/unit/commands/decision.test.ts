import assert from 'node:assert/strict';
import { decisionError, isForPerson } from '../../../src/commands/keys/decision.ts';
import { waitReasons } from '../../../src/lifecycle/model/events.ts';
import type { PlacedState } from '../../../src/lifecycle/journal/placed.ts';
import { dotenv } from '../lifecycle/memoryPlaces.ts';

describe('an operation that waits for the person', () => {
  const operationId = 'op_1';
  const places: PlacedState[] = [
    { place: dotenv('app'), state: 'refused', reason: 'dirty-editor' },
    { place: dotenv('api'), state: 'gone' },
  ];
  const ask = (reason: 'places' | 'paused', ...more: PlacedState[]) =>
    decisionError({ operationId, for: reason, places: [...places, ...more], newKeyId: 'key_new' }, [
      'app/.env (dirty-editor)',
    ]);
  const decided = ({ remedies }: ReturnType<typeof ask>) =>
    remedies.map(({ command, args }) => {
      const [argument] = args ?? [];
      assert.equal(command, 'keyrail.recover');
      // `as`: what the command is given, as its own schema has it.
      const { operationId: of, decision } = argument as Record<string, string>;
      assert.equal(of, operationId);
      return decision;
    });

  it('is one of those that no time and no server bring any further', () => {
    const forPerson = waitReasons.filter((reason) => isForPerson({ for: reason }));
    const expected = ['old-in-use', 'paused', 'places', 'replacement', 'second-copy'];
    assert.deepEqual(forPerson.toSorted(), expected);
  });

  it('says of a second copy that the secret is kept all the same, and ends no key for it', () => {
    const waits = { operationId, for: 'second-copy', newKeyId: 'key_new', places: [] } as const;
    const error = decisionError(waits, ['pass: keyrail/a (the program keeps it locked)']);
    assert.match(error.message, /is kept by this editor, .*pass: keyrail\/a \(the program/);
    assert.deepEqual(decided(error), ['try-again', 'leave-places']);
  });

  it('names the placements that could not be rewritten, and has a button for each way out', () => {
    const error = ask('places');
    assert.match(error.message, /written to: app\/\.env \(dirty-editor\)\. /);
    assert.doesNotMatch(error.message, /by itself/);
    assert.deepEqual(decided(error), ['try-again', 'decide', 'give-up']);
  });

  it('says in the same message which places have the new value already', () => {
    const worker = { kind: 'program', recipe: 'wrangler', answers: { worker: 'site' } } as const;
    const at = '2026-11-30T12:00:00.000Z';
    const { message } = ask(
      'places',
      { place: dotenv('third'), state: 'rewritten' },
      { place: worker, state: 'sent', at },
    );
    assert.match(
      message,
      /decided about each place\. The new secret is in: \S*third\S*, \w+\. It was accepted, and cannot be read back, by: Cloudflare Worker: site\.$/,
    );
  });

  it('cannot be given up once a placement has the new value', () => {
    const again = ['try-again', 'decide'];
    const place = dotenv('third');
    assert.deepEqual(decided(ask('places', { place, state: 'rewritten' })), again);
    // Written, and something else stood there when it was read back.
    assert.deepEqual(decided(ask('places', { place, state: 'refused', reason: 'failed' })), again);
  });

  it('cannot be given up once a program may have the new value', () => {
    const place = { kind: 'program', recipe: 'gh-actions', answers: {} } as const;
    const begun = ['2026-11-30T12:00:00.000Z'];
    const refused = { place, state: 'refused', reason: 'offline' } as const;
    const again = ['try-again', 'decide'];
    assert.deepEqual(decided(ask('places', refused)), [...again, 'give-up']);
    assert.deepEqual(decided(ask('places', { ...refused, begun })), again);
    assert.deepEqual(decided(ask('places', { place, state: 'pending', begun })), again);
    assert.deepEqual(decided(ask('places', { place, state: 'sent', at: begun[0] ?? '' })), again);
    const notStored = { place, state: 'refused', reason: 'not-stored' } as const;
    assert.deepEqual(decided(ask('places', notStored)), again);
  });

  it('cannot be given up once the person has put the new value anywhere', () => {
    const byHand = { place: dotenv('third'), state: 'by-hand' } as const;
    assert.deepEqual(decided(ask('places', byHand)), ['try-again', 'decide']);
  });

  it('offers to import a lost secret, and gives up nothing that has taken over', () => {
    const waits = { operationId, for: 'replacement', newKeyId: 'key_new', places: [] } as const;
    const labels = (step: 'proven' | 'retiring') => {
      const error = decisionError({ ...waits, step }, []);
      assert.match(error.message, /The old key stays/);
      return error.remedies.map(({ label }) => label);
    };
    assert.deepEqual(labels('proven'), [
      'Try Again',
      'Restore…',
      'Import Secret…',
      'Revoke New Key',
    ]);
    assert.deepEqual(labels('retiring'), ['Try Again', 'Restore…', 'Import Secret…']);
  });

  it('says that it was stopped, and goes on or is given up', () => {
    const error = ask('paused');
    assert.match(error.message, /stopped half way/);
    assert.deepEqual(decided(error), ['try-again', 'give-up']);
  });
});
