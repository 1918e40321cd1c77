import assert from 'node:assert/strict';
import { createPrompter, forPerson } from '../../../src/commands/prompter.ts';
import { CancelledError } from '../../../src/domain/errors.ts';
import { answeredArgument, ownArgument, rowArgument } from '../../../src/editor/ownArguments.ts';
import { dismisses, scriptedPerson, type Answer } from './support/scriptedPerson.ts';

const question = { message: 'Go?', detail: 'Far.', buttons: ['Go'] } as const;
const about = { subject: 'first run', detail: 'Far.' };

function prompterFor(argument: unknown, isAutomated = false, ...answers: readonly Answer[]) {
  const person = scriptedPerson(...answers);
  return { person, ...{ prompter: createPrompter(argument, person.questions, () => isAutomated) } };
}

describe('the prompter of a call', () => {
  const left = { ask: async () => 'asked', unasked: () => 'unasked' };

  const persons: [who: string, argument: unknown][] = [
    ['the palette', undefined],
    ['a row', rowArgument({ keyId: 'key_1' })],
    ['a button of ours', ownArgument({ keyId: 'key_1' })],
  ];
  for (const [who, argument] of persons) {
    it(`asks a person who came by ${who} for what was left out, and for nothing that was given`, async () => {
      const { prompter } = prompterFor(argument);
      assert.equal(await prompter.complete(undefined, left), 'asked');
      assert.equal(await prompter.complete('given', left), 'given');
      assert.equal(prompter.isProgram, false);
      assert.equal(prompter.isWatched(), true);
    });
  }

  it('asks nothing of a program, which may also be refused', async () => {
    const { prompter } = prompterFor({});
    assert.equal(await prompter.complete(undefined, left), 'unasked');
    assert.equal(await prompter.complete('given', left), 'given');
    const refuse = () => {
      throw new Error('Say which.');
    };
    await assert.rejects(prompter.complete(undefined, { ...left, unasked: refuse }), /Say which/);
  });

  it('takes “never” for an answer', async () => {
    for (const argument of [undefined, {}]) {
      const { prompter } = prompterFor(argument);
      assert.equal(await prompter.complete<string | null>(null, left), null);
    }
  });

  it('asks for a yes once', async () => {
    const asks = prompterFor({}, false, 'Go');
    assert.equal(await asks.prompter.confirmOnce(question), 'Go');
    const agreed = prompterFor(answeredArgument({}));
    assert.equal(await agreed.prompter.confirmOnce(question), undefined);
    await assert.rejects(
      prompterFor({}, false, dismisses).prompter.confirmOnce(question),
      CancelledError,
    );
  });

  it('takes neither a row nor a call without arguments for a will, and a press of ours for one', async () => {
    for (const argument of [undefined, {}, rowArgument({ keyId: 'key_1' })]) {
      const { person, prompter } = prompterFor(argument, false, 'Keep');
      await prompter.agreeTo('Keep', about);
      assert.deepEqual(person.asked, ['Keep: first run?']);
    }
    for (const argument of [ownArgument({}), answeredArgument({})]) {
      await prompterFor(argument).prompter.agreeTo('Keep', about);
    }
  });

  it('lets programs act unseen where the person has set that', async () => {
    const { prompter } = prompterFor({}, true);
    await prompter.agreeTo('Keep', about);
    assert.equal(prompter.isWatched(), false);
    assert.equal(prompterFor({}).prompter.isWatched(), true);
  });

  it('asks whoever goes on after a program had called', async () => {
    const { prompter } = prompterFor(answeredArgument({}), true, 'Go');
    const going = forPerson({ prompter }).prompter;
    assert.equal(await going.complete(undefined, left), 'asked');
    assert.equal(await going.confirmOnce(question), 'Go');
    const named = forPerson({ prompter }, { isAgreed: true }).prompter;
    assert.equal(await named.confirmOnce(question), undefined);
    assert.equal(await named.complete(undefined, left), 'asked');
  });
});
