import assert from 'node:assert/strict';
import { callWith, createPrompter, forPerson } from '../../../src/commands/prompter.ts';
import { answeredArgument, ownArgument } from '../../../src/editor/ownArguments.ts';
import { scriptedPerson } from './support/scriptedPerson.ts';

describe('a command that another one calls', () => {
  const opened = (argument: unknown) => ({
    prompter: createPrompter(argument, scriptedPerson().questions, () => false),
  });
  const seen = async ({ prompter }: ReturnType<typeof opened>, argument: unknown) => ({
    argument,
    isProgram: prompter.isProgram,
    isAgreed: prompter.isAgreed,
  });

  it('is asked, and has been agreed to, as its own argument says', async () => {
    const given = answeredArgument({ name: 'ci' });
    const called = await callWith(opened(undefined), seen, given);
    assert.deepEqual(called, { argument: given, isProgram: true, isAgreed: true });
  });

  it('inherits no yes of the call that it comes from', async () => {
    const pressed = ownArgument({ keyId: 'key_1' });
    const called = await callWith(opened(answeredArgument({})), seen, pressed);
    assert.deepEqual(called, { argument: pressed, isProgram: false, isAgreed: false });
  });

  it('is a call by its own argument too where a person had gone on with the first', async () => {
    const person = forPerson(opened({ name: 'ci' }), { isAgreed: true });
    assert.equal((await callWith(person, seen, { name: 'ci' })).isProgram, true);
  });
});
