import assert from 'node:assert/strict';
import { putIntoProgram } from '../../../src/commands/programs/putIntoProgram.ts';
import { restoreSecret } from '../../../src/commands/secrets/restoreSecret.ts';
import { CancelledError, UserFacingError } from '../../../src/domain/errors.ts';
import { answeredArgument, ownArgument } from '../../../src/editor/ownArguments.ts';
import { forgetCopy } from '../../../src/lifecycle/protocols/localCopies.ts';
import { revoke } from '../../../src/lifecycle/protocols/revoke.ts';
import { openProvenFixture, type LifecycleFixture } from '../lifecycle/lifecycleFixture.ts';
import { inKeeper, installKeeper, programWindow, type Keeper } from './support/programWindow.ts';
import { dismisses, scriptedPerson, type Answer } from './support/scriptedPerson.ts';

describe('a program that keeps secrets', () => {
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

  type Window = Parameters<typeof programWindow>[3];
  const opened = async (argument: unknown, more: Window, ...answers: readonly Answer[]) => {
    const person = scriptedPerson(...answers);
    return { person, ...(await programWindow(fixture, keeper, person, { argument, ...more })) };
  };
  const secretOf = async (keyId: string) =>
    (await fixture.lifecycle.copies.read('here', keyId))?.reveal();
  const sentences = (expected: RegExp, label?: string) => (error: unknown) => {
    assert.ok(error instanceof UserFacingError);
    assert.match(error.message, expected);
    assert.equal(error.remedies[0]?.label, label);
    return true;
  };

  describe('gets one', () => {
    const put = async (argument: unknown, more: Window, ...answers: readonly Answer[]) => {
      const window = await opened(argument, more, ...answers);
      return { ...window, done: putIntoProgram(window.ports, argument) };
    };

    it('after one question that shows what runs and never the value, and has it then', async () => {
      const { keyId } = await fixture.key();
      const { done, person, told } = await put(
        ownArgument({ keyId }),
        {},
        'Keeper',
        'app/KEY',
        'Put It There',
      );
      // A name with a slash is a file in a folder that is not there: the program keeps it nowhere.
      await assert.rejects(done, UserFacingError);
      assert.deepEqual(told, []);
      const again = await put(ownArgument({ keyId }), {}, 'Keeper', 'KEY', 'Put It There');
      assert.deepEqual((await again.done).state, 'current');
      assert.equal(keeper.valueOf('KEY'), await secretOf(keyId));
      assert.match(again.person.asked.at(-1)!, /^Put the secret of .* into keeper: KEY\?$/);
      assert.match(again.person.shown.join('\n'), /This runs.*\n.*keeper put KEY/);
      assert.doesNotMatch([...person.shown, ...again.person.shown].join(), /krl_local_\w+_\w/);
      assert.match(
        again.told.join(),
        /^info: keeper: KEY has the secret of .*: it was read back\.$/,
      );
    });

    it('and not where the person declines, who has then agreed to nothing', async () => {
      const { keyId } = await fixture.key();
      const argument = { keyId, recipe: 'keeper', answers: { name: 'KEY' } };
      const { done } = await put(argument, {}, dismisses);
      await assert.rejects(done, CancelledError);
      assert.equal(keeper.valueOf('KEY'), undefined);
      assert.equal(keeper.programs.agreed.of(inKeeper('KEY')), undefined);
    });

    it('of whoever names it whole, and the person is asked all the same, unless programs may act', async () => {
      const { keyId } = await fixture.key();
      const argument = { keyId, recipe: 'keeper', answers: { name: 'KEY' } };
      for (const given of [argument, answeredArgument(argument)]) {
        const { done, person } = await put(given, { production: true }, dismisses);
        await assert.rejects(done, CancelledError);
        assert.match(person.asked.join(), /^Put the secret of .*, of production .*, into /);
      }
      const { done, person } = await put(argument, { isAutomated: true });
      assert.equal((await done).state, 'current');
      assert.deepEqual(person.asked, []);
    });

    it('of no program that does not say where', async () => {
      const { keyId } = await fixture.key();
      const asked = answeredArgument({ keyId });
      const without = await put(asked, {});
      await assert.rejects(without.done, sentences(/^Name a recipe, and the answers/));
      const half = await put(answeredArgument({ keyId, recipe: 'keeper' }), {});
      await assert.rejects(half.done, sentences(/not all given: name\.$/));
      const other = await put(answeredArgument({ keyId, recipe: 'other' }), {});
      await assert.rejects(other.done, sentences(/no recipe named other/, 'Open Setting'));
      assert.deepEqual(
        [without, half, other].flatMap(({ person }) => person.asked),
        [],
      );
    });

    it('again by a button without a question, until the program is another file', async () => {
      const { keyId } = await fixture.key();
      const argument = { keyId, recipe: 'keeper', answers: { name: 'KEY' } };
      await (
        await put(argument, {}, 'Put It There')
      ).done;
      const pressed = await put(ownArgument(argument), {});
      await pressed.done;
      assert.deepEqual(pressed.person.asked, []);
      keeper.change();
      const changed = await put(ownArgument(argument), {}, dismisses);
      await assert.rejects(changed.done, CancelledError);
      assert.match(changed.person.shown[0]!, /^The program is not the one that you agreed to/);
    });

    it('in the place of another key’s, which the question names', async () => {
      const [first, second] = [await fixture.key(), await fixture.key()];
      const into = { recipe: 'keeper', answers: { name: 'KEY' } };
      await (
        await put({ keyId: first.keyId, ...into }, {}, 'Put It There')
      ).done;
      const { done, person } = await put({ keyId: second.keyId, ...into }, {}, 'Put It There');
      await done;
      assert.match(
        person.shown.join('\n'),
        /^The secret of .* stands there now, and is replaced\.$/m,
      );
      assert.equal(keeper.valueOf('KEY'), await secretOf(second.keyId));
    });

    it('of no key that has ended', async () => {
      const { keyId } = await fixture.key();
      await revoke(fixture.lifecycle, { ...fixture.at, key: await fixture.row(keyId) });
      const { done, person } = await put({ keyId }, {});
      await assert.rejects(done, sentences(/opens nothing any more/, 'Create Key…'));
      assert.deepEqual(person.asked, []);
    });
  });

  describe('gives one back', () => {
    const restore = async (argument: unknown, ...answers: readonly Answer[]) => {
      const window = await opened(argument, {}, ...answers);
      return { ...window, done: restoreSecret(window.ports, argument) };
    };
    /** A key whose copy is gone, and which the program keeps as this. */
    const lost = async (kept: (value: string) => string | undefined = (value) => value) => {
      const { keyId } = await fixture.key();
      const value = (await secretOf(keyId))!;
      const stored = kept(value);
      if (stored !== undefined) keeper.put('KEY', stored);
      const { placements, copies } = fixture.lifecycle;
      const key = { connectionId: fixture.at.connectionId, keyId };
      await placements.remember(inKeeper('KEY'), key, (await copies.read('here', keyId))!);
      await forgetCopy(fixture.lifecycle, { ...fixture.at, key: await fixture.row(keyId) });
      return { keyId, value };
    };

    it('once the person agrees to what runs, and the control plane accepts it', async () => {
      const { keyId, value } = await lost();
      const { done, person, told } = await restore({ keyId }, 'Restore from keeper', 'Restore');
      await done;
      assert.equal(await secretOf(keyId), value);
      assert.match(person.asked[1]!, /^Restore the secret of .* from keeper: KEY\?$/);
      assert.match(person.shown.join('\n'), /keeper get KEY/);
      assert.match(told.at(-1)!, /^quietly: The secret of .* is kept by this editor\.$/);
    });

    it('from a place that the person names, where none is known', async () => {
      const { keyId } = await fixture.key();
      const value = (await secretOf(keyId))!;
      keeper.put('mine', value);
      await forgetCopy(fixture.lifecycle, { ...fixture.at, key: await fixture.row(keyId) });
      const { done } = await restore({ keyId }, 'Restore from Keeper', 'mine', 'Restore');
      await done;
      assert.equal(await secretOf(keyId), value);
      const places = await fixture.lifecycle.placements.of('here', keyId);
      assert.deepEqual(
        places.map(({ place }) => place),
        [inKeeper('mine')],
      );
    });

    it('not where the person declines: nothing is read', async () => {
      const { keyId } = await lost();
      const { done } = await restore({ keyId }, 'Restore from keeper', dismisses);
      await assert.rejects(done, CancelledError);
      assert.equal(await secretOf(keyId), undefined);
      assert.equal(keeper.programs.agreed.of(inKeeper('KEY')), undefined);
    });

    it('that is of another key, which goes nowhere', async () => {
      const { keyId } = await lost((value) => value.replace('krl_local_', 'krl_local_0'));
      const { done } = await restore({ keyId }, 'Restore from keeper', 'Restore');
      await assert.rejects(done, sentences(/begins differently\. It was sent nowhere/));
      assert.equal(await secretOf(keyId), undefined);
    });

    it('that the control plane refuses, which is not kept', async () => {
      const { keyId } = await lost(
        (value) => value.slice(0, -1) + (value.endsWith('0') ? '1' : '0'),
      );
      const { done } = await restore({ keyId }, 'Restore from keeper', 'Restore');
      await assert.rejects(done);
      assert.equal(await secretOf(keyId), undefined);
    });

    it('but has none, which is said with the key that it was asked for', async () => {
      const { keyId } = await lost(() => undefined);
      const { done } = await restore({ keyId }, 'Restore from keeper', 'Restore');
      await assert.rejects(
        done,
        sentences(/^keeper: KEY has nothing there\. Nothing was kept for /),
      );
    });

    it('but is needed for no key here', async () => {
      await fixture.key();
      const { done } = await restore(undefined);
      await assert.rejects(done, sentences(/^Every key here has its local copy\.$/, 'Create Key…'));
    });
  });
});
