import assert from 'node:assert/strict';
import {
  checkedAddressVariable,
  checkedVariable,
} from '../../../src/editor/terminals/checkedVariable.ts';

describe('a variable that a command line names', () => {
  it('is refused with the option that names another one', async () => {
    for (const variable of [
      'PATH',
      'LD_PRELOAD',
      'KEYRAIL_TICKET',
      '__proto__',
      'a b',
      '',
      'PGHOST',
      'LOCALDOMAIN',
    ]) {
      await assert.rejects(checkedVariable(variable, '--as'), /Choose another one with --as\.$/);
    }
    await assert.rejects(checkedVariable('VITE_KEY', '--as'), /build tools|puts the value/);
    await assert.rejects(checkedVariable('PATH'), /in the settings\.$/);
    assert.equal(await checkedVariable('OPENAI_API_KEY', '--as'), 'OPENAI_API_KEY');
  });

  it('may be called an address where it gets one', async () => {
    await assert.rejects(checkedVariable('OPENAI_BASE_URL'), /in the settings\.$/);
    assert.equal(await checkedAddressVariable('OPENAI_BASE_URL'), 'OPENAI_BASE_URL');
    await assert.rejects(checkedAddressVariable('HTTPS_PROXY'), /in the settings\.$/);
  });
});
