import fc from 'fast-check';
import { pageRequests } from '../../support/pageRequests.ts';

/** Random messages, and valid ones that were changed in one field; the same ones for a seed. */
export function fuzzedMessages(
  page: keyof typeof pageRequests,
  seed: number,
  runs: number,
): unknown[] {
  const names = [
    'type',
    'number',
    'step',
    'what',
    'keyId',
    'text',
    'code',
    'form',
    'command',
    'args',
  ];
  const changed = fc
    .record({
      base: fc.constantFrom<object>(...pageRequests[page]),
      field: fc.oneof(fc.constantFrom(...names, '__proto__', 'constructor'), fc.string()),
      value: fc.oneof(
        fc.anything({ withBigInt: true, withDate: true, withSparseArray: true }),
        fc.constantFrom('command:workbench.action.quit', '__proto__', 'run', -1, 1e308, NaN, ''),
      ),
    })
    .map(({ base, field, value }) => {
      const message: object = { ...base };
      Object.defineProperty(message, field, { value, enumerable: true });
      return message;
    });
  const any = fc.anything({ withBigInt: true, withNullPrototype: true, withMap: true });
  return fc.sample(fc.oneof(changed, changed, any), { numRuns: runs, seed });
}
