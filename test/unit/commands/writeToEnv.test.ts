import assert from 'node:assert/strict';
import { undoWrite } from '../../../src/commands/placements/undoWrite.ts';
import { writeToEnv } from '../../../src/commands/placements/writeToEnv.ts';
import { CancelledError, UserFacingError } from '../../../src/domain/errors.ts';
import { answeredArgument, ownArgument } from '../../../src/editor/ownArguments.ts';
import { forgetCopy } from '../../../src/lifecycle/protocols/localCopies.ts';
import { revoke } from '../../../src/lifecycle/protocols/revoke.ts';
import { openProvenFixture, type LifecycleFixture } from '../lifecycle/lifecycleFixture.ts';
import { envWindow } from './support/envWindow.ts';
import { installKeeper, type Keeper } from './support/programWindow.ts';
import { scriptedPerson, type Answer } from './support/scriptedPerson.ts';

describe('writing a secret into .env', () => {
  let fixture: LifecycleFixture;
  let keeper: Keeper;
  beforeEach(async () => {
    fixture = await openProvenFixture();
    keeper = installKeeper(fixture);
  });
  afterEach(async () => {
    keeper.remove();
    await fixture.dispose();
  });

  type Window = Parameters<typeof envWindow>[4] & Parameters<typeof envWindow>[3];
  const opened = async (argument: unknown, more: Window, ...answers: readonly Answer[]) => {
    const person = scriptedPerson(...answers);
    return { person, ...(await envWindow(fixture, keeper, person, more, { argument, ...more })) };
  };
  const write = async (argument: unknown, more: Window, ...answers: readonly Answer[]) => {
    const window = await opened(argument, more, ...answers);
    return { ...window, answer: writeToEnv(window.ports, argument) };
  };
  const refusal =
    (expected: RegExp, ...labels: readonly string[]) =>
    (error: unknown) => {
      assert.ok(error instanceof UserFacingError);
      assert.match(error.message, expected);
      assert.deepEqual(
        error.remedies.map(({ label }) => label),
        labels,
      );
      return true;
    };

  it('is shown to the person, says where it is, and can be undone by the message', async () => {
    const { keyId } = await fixture.key();
    const { answer, told, writes, wishes, remembered, undone } = await write(
      ownArgument({ keyId }),
      { presses: 'Undo' },
    );
    assert.deepEqual(await answer, {
      keyId,
      file: '/project/.env',
      variable: 'GOVRAIL_API_KEY',
      line: 3,
    });
    // Its undo is told after the command has ended.
    while (told.length < 2) await new Promise(setImmediate);
    assert.deepEqual(told, [
      'info: GOVRAIL_API_KEY is in .env, line 3.',
      'quietly: The former file is back.',
    ]);
    assert.equal(undone(), 1);
    assert.deepEqual([writes[0]?.ask, wishes[0]?.choice], [true, 'offered']);
    assert.deepEqual(remembered, ['.env']);
    const secret = await fixture.lifecycle.copies.read('here', keyId);
    assert.ok(writes[0]?.secret.equals(secret!));
  });

  it('is of no interest to the next person where a program that may act has named the file', async () => {
    const { keyId } = await fixture.key();
    const wish = { keyId, file: 'app/.env', variable: 'KEY' };
    const watched = await write(wish, {});
    await watched.answer;
    // Without the setting a person sees the preview, whoever called.
    assert.equal(watched.writes[0]?.ask, true);
    const { answer, told, writes, wishes, remembered } = await write(wish, { isAutomated: true });
    assert.equal((await answer).file, '/project/app/.env');
    assert.deepEqual([writes[0]?.ask, wishes[0]?.choice], [false, 'none']);
    assert.deepEqual(remembered, []);
    assert.deepEqual(told, ['quietly: KEY is in app/.env, line 3.']);
  });

  it('chooses again where the person would rather have another file', async () => {
    const { keyId } = await fixture.key();
    const { answer, wishes, writes } = await write(ownArgument({ keyId }), { anotherFile: 2 });
    await answer;
    assert.deepEqual(
      wishes.map(({ choice }) => choice),
      ['offered', 'wanted', 'wanted'],
    );
    assert.equal(writes.length, 3);
    const elsewhere = await write(ownArgument({ keyId, elsewhere: true }), {});
    await elsewhere.answer;
    assert.equal(elsewhere.wishes[0]?.choice, 'wanted');
  });

  it('warns of what is read instead, also a program', async () => {
    const { keyId } = await fixture.key();
    const hidden = ['.env.local is read instead of it.'];
    const argument = answeredArgument({ keyId });
    const { answer, told } = await write(argument, { hidden, isAutomated: true });
    assert.deepEqual((await answer).warnings, hidden);
    assert.deepEqual(told, [
      'warn: GOVRAIL_API_KEY is in .env, line 3. .env.local is read instead of it.',
    ]);
  });

  it('is undone by its command, of the key that is named or the one that is chosen', async () => {
    const [one, two] = [await fixture.key(), await fixture.key()];
    const argument = ownArgument({});
    const window = await opened(argument, {}, '.env');
    for (const { keyId } of [one, two]) await writeToEnv(window.ports, { keyId });
    assert.equal(window.ports.undoableWrites.list().length, 2);
    await undoWrite(window.ports, ownArgument({ keyId: one.keyId }));
    assert.deepEqual(
      window.ports.undoableWrites.list().map(({ keyId }) => keyId),
      [two.keyId],
    );
    await undoWrite(window.ports, argument);
    assert.equal(window.undone(), 2);
    await assert.rejects(
      undoWrite(window.ports, argument),
      refusal(/^There is no write to a \.env file that could be undone\.$/),
    );
  });

  it('tells nothing and remembers nothing of a write that the person declines', async () => {
    const { keyId } = await fixture.key();
    const declined = { refuses: new CancelledError() };
    const { answer, told, remembered, ports } = await write(ownArgument({ keyId }), declined);
    await assert.rejects(answer, CancelledError);
    assert.deepEqual([told, remembered, ports.undoableWrites.list()], [[], [], []]);
  });

  it('is refused for a key that has ended, and without a local copy, with what to do', async () => {
    const [ended, lost] = [await fixture.key(), await fixture.key()];
    await revoke(fixture.lifecycle, { ...fixture.at, key: await fixture.row(ended.keyId) });
    await forgetCopy(fixture.lifecycle, { ...fixture.at, key: await fixture.row(lost.keyId) });
    const over = await write({ keyId: ended.keyId }, {});
    await assert.rejects(over.answer, refusal(/opens nothing any more/, 'Create Key…'));
    const without = await write({ keyId: lost.keyId }, {});
    await assert.rejects(
      without.answer,
      refusal(/has no copy of the secret/, 'Restore…', 'Import Secret…', 'Rotate Key…'),
    );
    assert.deepEqual([...over.writes, ...without.writes], []);
  });
});
