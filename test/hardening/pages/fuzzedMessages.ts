import fc from 'fast-check';

/** What each page may ask for, as `panel` takes it; the verbs of both, so that neither takes the other's. */
export const valid = {
  checklist: [
    { type: 'ready' },
    { type: 'doStep', number: 1, step: 'key' },
    { type: 'openBlocker', number: 2, code: 'api_key_missing' },
    { type: 'copyEvidence', number: 3, form: 'plain' },
    { type: 'open', number: 4, what: 'refresh' },
  ],
  playground: [
    { type: 'ready' },
    { type: 'draft', text: '{}', keyId: null },
    { type: 'run', number: 1, text: '{}', keyId: 'key_1' },
    { type: 'cancel', number: 2 },
    { type: 'replay', number: 3 },
    { type: 'show', number: 4, runId: 'run_1' },
    { type: 'copy', number: 5, what: 'trace' },
    { type: 'remedy', number: 6 },
    { type: 'open', number: 9, what: 'checklist' },
  ],
} as const;

/** Random messages, and valid ones that were changed in one field; the same ones for a seed. */
export function fuzzedMessages(page: keyof typeof valid, seed: number, runs: number): unknown[] {
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
      base: fc.constantFrom<object>(...valid[page]),
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
