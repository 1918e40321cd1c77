import assert from 'node:assert/strict';
import { checkedVariable } from '../../../src/editor/terminals/checkedVariable.ts';

describe('a variable that a command line names', () => {
  it('is refused with the option that names another one', async () => {
    for (const variable of ['PATH', 'LD_PRELOAD', 'KEYRAIL_TICKET', '__proto__', 'a b', '']) {
      await assert.rejects(checkedVariable(variable, '--as'), /Choose another one with --as\.$/);
    }
    await assert.rejects(checkedVariable('VITE_KEY', '--as'), /build tools|puts the value/);
    await assert.rejects(checkedVariable('PATH'), /in the settings\.$/);
    assert.equal(await checkedVariable('OPENAI_API_KEY', '--as'), 'OPENAI_API_KEY');
  });
});
