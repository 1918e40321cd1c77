import assert from 'node:assert/strict';
import { carryOut, type StepTexts } from '../../../src/commands/keys/carryOut.ts';

const line = { kind: 'env', file: 'file:///project/.env', variable: 'KEY' } as const;

/** What is shown under the title of an operation that comes to two steps and two places. */
async function shown(texts?: StepTexts) {
  const told: string[] = [];
  const abort = new AbortController();
  const answer = await carryOut(
    {
      withProgress: (title, work) => {
        told.push(title);
        return work(abort.signal, (message) => void told.push(message));
      },
    },
    'Rotating',
    async ({ signal, progress }) => {
      assert.equal(signal, abort.signal);
      progress?.('asked');
      progress?.('kept');
      progress?.('proven', { done: 0, of: 2, at: line });
      progress?.('proven', { done: 1, of: 2 });
      return 'done';
    },
    texts,
  );
  assert.equal(answer, 'done');
  return told;
}

describe('the progress of an operation', () => {
  const places = ['writing it to /project/.env, KEY (1 of 2)', 'writing it to the places (1 of 2)'];

  it('is the title until the first place, and then each place', async () => {
    assert.deepEqual(await shown(), ['Rotating', ...places]);
  });

  it('names the steps before it that have a text, and takes the last one away for those without', async () => {
    assert.deepEqual(await shown({ asked: 'asking' }), ['Rotating', 'asking', '', ...places]);
  });
});
