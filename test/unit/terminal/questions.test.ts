import assert from 'node:assert/strict';
import { CancelledError } from '../../../src/domain/errors.ts';
import { createQuestions } from '../../../src/editor/terminals/questions.ts';

describe('questions of programs in terminals', () => {
  it('are asked one after the other', async () => {
    const { inTurn } = createQuestions();
    const said: string[] = [];
    const ask = (name: string) => async () => {
      said.push(`${name}?`);
      await Promise.resolve();
      said.push(`${name}.`);
      return name;
    };
    const answers = await Promise.all([inTurn(ask('a')), inTurn(ask('b'))]);
    assert.deepEqual(
      [answers, said],
      [
        ['a', 'b'],
        ['a?', 'a.', 'b?', 'b.'],
      ],
    );
  });

  it('are all answered by one no, and the next is asked again', async () => {
    const { inTurn } = createQuestions();
    let asked = 0;
    const no = async (beforeAsking: () => void) => {
      beforeAsking();
      asked += 1;
      throw new CancelledError();
    };
    const all = await Promise.allSettled([inTurn(no), inTurn(no), inTurn(no)]);
    assert.ok(all.every(({ status }) => status === 'rejected'));
    assert.equal(asked, 1);
    assert.equal(await inTurn(async () => 'yes'), 'yes');
  });

  it('leave what asks nothing to itself, whatever was said to another', async () => {
    const { inTurn } = createQuestions();
    const no = inTurn(async () => {
      throw new CancelledError();
    });
    const allowedBefore = inTurn(async () => 'yes');
    await assert.rejects(no, CancelledError);
    assert.equal(await allowedBefore, 'yes');
  });

  it('go on after one that failed', async () => {
    const { inTurn } = createQuestions();
    const failing = inTurn(async () => {
      throw new Error('no');
    });
    const next = inTurn(async () => 'yes');
    await assert.rejects(failing, /^Error: no$/);
    assert.equal(await next, 'yes');
  });

  it('are not gathered without end', async () => {
    const { inTurn } = createQuestions();
    const all = await Promise.allSettled(
      Array.from({ length: 1000 }, () => inTurn(async () => 'yes')),
    );
    assert.equal(all.filter(({ status }) => status === 'fulfilled').length, 64);
  });
});
