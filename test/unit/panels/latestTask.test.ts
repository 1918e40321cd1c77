import assert from 'node:assert/strict';
import { createLatestTask } from '../../../src/panels/latestTask.ts';

function recorded() {
  const said: string[] = [];
  const turns = createLatestTask({
    begin: (words) => said.push(`begin ${words}`),
    async refuse(error, keyId) {
      said.push(`refuse ${keyId} ${(error as Error).message}`);
    },
    end: () => said.push('end'),
  });
  return { said, turns };
}

describe('turns of the playground', () => {
  it('explain what failed and end', async () => {
    const { said, turns } = recorded();
    await turns.take('one', 'key_1', () => Promise.reject(new Error('no')));
    assert.deepEqual(said, ['begin one', 'refuse key_1 no', 'end']);
  });

  it('stop the one before, silently, and end once', async () => {
    const { said, turns } = recorded();
    const first = turns.take('one', 'key_1', (signal) => untilAborted(signal));
    await turns.take('two', 'key_1', async () => undefined);
    await first;
    assert.deepEqual(said, ['begin one', 'begin two', 'end']);
  });

  it('can be stopped twice', async () => {
    const { said, turns } = recorded();
    const first = turns.take('one', 'key_1', (signal) => untilAborted(signal));
    turns.stop();
    turns.stop();
    await first;
    assert.deepEqual(said, ['begin one', 'end']);
  });
});

function untilAborted(signal: AbortSignal): Promise<void> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => {
      reject(new Error('stopped'));
    });
  });
}
