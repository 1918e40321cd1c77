import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import { createWaitingWord } from '../../../src/views/waitingWord.ts';

describe('the word about rows that stand for an answer', () => {
  let isWaiting: boolean;
  let said: number;
  const word = createWaitingWord(
    () => isWaiting,
    () => {
      said++;
      word.look();
    },
    5,
  );
  beforeEach(() => {
    isWaiting = true;
    said = 0;
  });
  afterEach(() => {
    isWaiting = false;
    word.look();
  });

  it('is said once, where the answer takes its time', async () => {
    word.look();
    word.look();
    assert.equal(word.isSaid, false, 'not at once');
    await pause(50);
    assert.equal(word.isSaid, true);
    word.look();
    await pause(50);
    assert.equal(said, 1);
  });

  it('is not said of an answer that has come', async () => {
    word.look();
    isWaiting = false;
    word.look();
    await pause(50);
    assert.equal(said, 0);
    assert.equal(word.isSaid, false);
  });

  it('is not said where nobody has looked since the answer came', async () => {
    word.look();
    isWaiting = false;
    await pause(50);
    assert.equal(said, 0);
  });

  it('is said again of the next wait', async () => {
    word.look();
    await pause(50);
    isWaiting = false;
    word.look();
    assert.equal(word.isSaid, false);
    isWaiting = true;
    word.look();
    await pause(50);
    assert.equal(said, 2);
  });

  it('is not said after the window has let go of it', async () => {
    const other = createWaitingWord(
      () => true,
      () => said++,
      5,
    );
    other.look();
    other.dispose();
    await pause(50);
    assert.equal(said, 0);
  });
});
