import assert from 'node:assert/strict';
import { untilDecided } from '../../../src/commands/keys/untilDecided.ts';
import { CancelledError, UserFacingError } from '../../../src/domain/errors.ts';

describe('a question that has to be decided', () => {
  const answers = (...outcomes: (Error | string)[]) => {
    const told: string[] = [];
    const attempt = async () => {
      const outcome = outcomes.shift();
      if (outcome instanceof Error) throw outcome;
      return outcome;
    };
    const result = untilDecided(attempt, ({ message }) => told.push(message));
    return { result, told };
  };

  it('comes back after it was dismissed', async () => {
    const { result, told } = answers(new CancelledError(), new CancelledError(), 'copied');
    assert.equal(await result, 'copied');
    assert.deepEqual(told, []);
  });

  it('comes back after a choice that could not be carried out, and says why', async () => {
    const { result, told } = answers(new UserFacingError('git tracks it'), 'copied');
    assert.equal(await result, 'copied');
    assert.deepEqual(told, ['git tracks it']);
  });

  it('does not hide a bug', async () => {
    await assert.rejects(answers(new TypeError('a bug'), 'copied').result, TypeError);
  });
});
