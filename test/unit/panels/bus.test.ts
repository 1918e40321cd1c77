import assert from 'node:assert/strict';
import fc from 'fast-check';
import { CancelledError, UserFacingError } from '../../../src/domain/errors.ts';
import { createBus } from '../../../src/panels/bus.ts';
import { checklistRequest } from '../../../src/panels/protocol/checklist.ts';
import { playgroundRequest } from '../../../src/panels/protocol/playground.ts';

interface Sent {
  readonly type: string;
  readonly to?: number;
  readonly trouble?: string | null;
}
type Schema = Parameters<typeof createBus>[0]['requests'];

function host(requests: Schema, handle: (request: { type: string }) => Promise<void>) {
  const sent: Sent[] = [];
  const handled: { type: string }[] = [];
  let strangers = 0;
  const bus = createBus<{ type: string; number?: number }, Sent>({
    requests: requests,
    state: () => ({ type: 'state' }),
    async handle(request) {
      handled.push(request);
      await handle(request);
    },
    send: (message) => sent.push(message),
    describe: async (_, error) => (error as Error).message,
    onStranger: () => (strangers += 1),
  });
  return {
    bus,
    sent,
    handled,
    get strangers() {
      return strangers;
    },
    settled: () => new Promise((resolve) => setImmediate(resolve)),
  };
}

/** What a page could send: near misses of real requests, and anything that can be cloned. */
const fuzzed = fc.oneof(
  fc.anything({ withBigInt: true, withDate: true, withMap: true, withSet: true }),
  fc.record(
    {
      type: fc.oneof(
        fc.constantFrom('ready', 'doStep', 'run', 'decide', 'show', 'copy', 'open', 'draft'),
        fc.string(),
      ),
      number: fc.oneof(fc.integer(), fc.nat(), fc.double(), fc.string(), fc.constant(null)),
      step: fc.oneof(fc.constantFrom('session', 'key', '__proto__'), fc.string()),
      what: fc.oneof(fc.constantFrom('run', 'refresh', 'constructor'), fc.anything()),
      text: fc.anything(),
      keyId: fc.anything(),
      decision: fc.oneof(fc.constantFrom('approved', 'rejected'), fc.anything()),
      comment: fc.oneof(fc.string(), fc.anything()),
      runId: fc.oneof(fc.string(), fc.anything()),
    },
    { requiredKeys: [] },
  ),
);

describe('the way between a page and its host', () => {
  for (const [name, requests] of [
    ['checklist', checklistRequest],
    ['playground', playgroundRequest],
  ] as const) {
    it(`survives 10,000 fuzzed messages of the ${name} page, and leaves no numbered one unanswered`, async () => {
      const messages = fc.sample(fuzzed, { numRuns: 10_000, seed: 42 });
      const { bus, sent, handled, settled } = host(requests, async () => {
        throw new UserFacingError('No.');
      });
      for (const message of messages) bus.receive(message);
      await settled();
      const numbers = messages.flatMap((message) => {
        const number: unknown =
          typeof message === 'object' && message !== null ? Reflect.get(message, 'number') : null;
        return Number.isSafeInteger(number) && (number as number) >= 1 ? [number as number] : [];
      });
      const answered = sent.filter(({ type }) => type === 'answer').map(({ to }) => to);
      const sorted = (all: readonly (number | undefined)[]) =>
        [...all].sort((a = 0, b = 0) => a - b);
      assert.deepEqual(sorted(answered), sorted(numbers));
      assert.ok(numbers.length > 1_000, `${numbers.length} of 10,000 wait for an answer`);
      for (const request of handled) {
        assert.equal(requests.safeParse(request).success, true);
      }
      bus.receive({ type: 'ready' });
      assert.equal(sent.at(-1)?.type, 'state');
    });
  }

  it('answers what was done, what failed, and what was cancelled', async () => {
    const outcomes = [undefined, new UserFacingError('It failed.'), new CancelledError()];
    const { bus, sent, settled } = host(checklistRequest, async () => {
      const error = outcomes.shift();
      if (error) throw error;
    });
    for (const number of [1, 2, 3]) bus.receive({ type: 'open', number, what: 'refresh' });
    await settled();
    sent.sort(({ to: a = 0 }, { to: b = 0 }) => a - b);
    assert.deepEqual(sent, [
      { type: 'answer', to: 1, trouble: null },
      { type: 'answer', to: 2, trouble: 'It failed.' },
      { type: 'answer', to: 3, trouble: 'Cancelled.' },
    ]);
  });

  it('says once that strangers write, and answers those that wait', async () => {
    const all = host(checklistRequest, () => Promise.resolve());
    for (const number of [7, 8]) all.bus.receive({ type: 'evil', number });
    assert.equal(all.strangers, 1);
    assert.deepEqual(
      all.sent.map(({ to }) => to),
      [7, 8],
    );
    assert.match(all.sent[0]?.trouble ?? '', /Open it again/);
  });

  it('sends the state once for many changes, and none to a page that is not there', async () => {
    const { bus, sent, settled } = host(checklistRequest, () => Promise.resolve());
    bus.refresh();
    await settled();
    assert.equal(sent.length, 0);
    bus.receive({ type: 'ready' });
    bus.refresh();
    bus.refresh();
    await settled();
    assert.equal(sent.length, 2);
    bus.gone();
    bus.refresh();
    await settled();
    assert.equal(sent.length, 2);
  });
});
