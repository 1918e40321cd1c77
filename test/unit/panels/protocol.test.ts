import assert from 'node:assert/strict';
import fc from 'fast-check';
import { checklistRequest } from '../../../src/panels/protocol/checklist.ts';
import { longestMessage, parseRequest } from '../../../src/panels/protocol/parse.ts';
import { playgroundRequest } from '../../../src/panels/protocol/playground.ts';
import { pageRequests } from '../../support/pageRequests.ts';

const both = [
  { name: 'checklist', schema: checklistRequest, examples: pageRequests.checklist },
  { name: 'playground', schema: playgroundRequest, examples: pageRequests.playground },
] as const;
type Schema = Parameters<typeof parseRequest>[0];

describe('messages of the pages', () => {
  for (const { name, schema, examples } of both) {
    it(`takes every request of the ${name} page as it was sent`, () => {
      for (const example of examples) {
        assert.deepEqual(parseRequest(schema as Schema, example), example);
      }
    });

    it(`takes none of 10,000 changed requests of the ${name} page for something else`, () => {
      const change = fc.record({
        base: fc.constantFrom(...(examples as readonly object[])),
        field: fc.oneof(fc.constantFrom('type', 'number', 'step', 'what', 'keyId'), fc.string()),
        value: fc.anything({ withBigInt: true, withDate: true, withSparseArray: true }),
      });
      let dropped = 0;
      fc.assert(
        fc.property(change, ({ base, field, value }) => {
          const message: Record<string, unknown> = { ...base };
          Object.defineProperty(message, field, { value, enumerable: true });
          const parsed = parseRequest(schema as Schema, message);
          if (parsed === undefined) {
            dropped += 1;
            return;
          }
          // Whatever is taken is one of the known shapes, and nothing that was not sent is in it.
          const read = parsed as Record<string, unknown>;
          const known = (examples as readonly Record<string, unknown>[]).filter(
            (example) => example['type'] === read['type'],
          );
          assert.ok(known.length > 0);
          assert.deepEqual(Object.keys(read).sort(), Object.keys(known[0] ?? {}).sort());
          assert.deepEqual(read, JSON.parse(JSON.stringify(message)));
        }),
        { numRuns: 10_000 },
      );
      assert.ok(dropped > 5_000, `${dropped} of 10,000 were dropped`);
    });

    it(`drops 10,000 arbitrary values sent to the ${name} page's host`, () => {
      fc.assert(
        fc.property(fc.anything({ withBigInt: true, withNullPrototype: true }), (message) => {
          assert.equal(parseRequest(schema as Schema, message), undefined);
        }),
        { numRuns: 10_000 },
      );
    });
  }

  it('drops what is longer than 64 KiB', () => {
    const draft = (length: number) => ({ type: 'draft', text: 'x'.repeat(length), keyId: null });
    const around = JSON.stringify(draft(0)).length;
    const taken = (length: number) => parseRequest(playgroundRequest, draft(length)) !== undefined;
    assert.equal(taken(longestMessage - around), true);
    assert.equal(taken(longestMessage - around + 1), false);
  });

  it('drops cycles, getters that throw and texts that are no messages', () => {
    const cycle: Record<string, unknown> = { type: 'ready' };
    cycle['self'] = cycle;
    const trap = {
      get type(): string {
        throw new Error('read');
      },
    };
    for (const message of [cycle, trap, 'ready', null, undefined, 1, [], Symbol('ready')]) {
      assert.equal(parseRequest(checklistRequest, message), undefined);
    }
  });
});
