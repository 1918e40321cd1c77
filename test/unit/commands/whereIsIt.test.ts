import assert from 'node:assert/strict';
import { rotateKey } from '../../../src/commands/keys/rotateKey.ts';
import { updateStalePlacements } from '../../../src/commands/placements/updateStalePlacements.ts';
import { whereIsIt } from '../../../src/commands/placements/whereIsIt.ts';
import { CancelledError, UserFacingError } from '../../../src/domain/errors.ts';
import { answeredArgument, ownArgument } from '../../../src/editor/ownArguments.ts';
import { openProvenFixture, type LifecycleFixture } from '../lifecycle/lifecycleFixture.ts';
import { inKeeper, installKeeper, programWindow, type Keeper } from './support/programWindow.ts';
import { dismisses, scriptedPerson, type Answer } from './support/scriptedPerson.ts';

const line = { kind: 'env', file: 'file:///project/.env', variable: 'KEY' } as const;
const terminal = { kind: 'terminal', folder: 'file:///project', variable: 'KEY' } as const;

describe('where a key is', () => {
  let fixture: LifecycleFixture;
  let keeper: Keeper;
  /** Which key took over from which, as every window knows. */
  let successors: [from: string, to: string][];
  beforeEach(async () => {
    fixture = await openProvenFixture();
    keeper = installKeeper(fixture);
    successors = [];
  });
  afterEach(async () => {
    keeper.remove();
    await fixture.dispose();
  });

  const opened = async (argument: unknown, ...answers: readonly Answer[]) => {
    const person = scriptedPerson(...answers);
    const window = await programWindow(fixture, keeper, person, { argument });
    for (const each of successors) await window.ports.keyNotes.carry(...each);
    return { person, ...window };
  };
  const show = async (argument: object, ...answers: readonly Answer[]) => {
    const window = await opened(argument, ...answers);
    return { ...window, answer: await whereIsIt(window.ports, argument) };
  };
  /** A key whose value stands in a line that its rotation could not rewrite, and its successor. */
  const rotatedPast = async () => {
    const { keyId } = await fixture.placedKey(line);
    fixture.places.refusal = 'read-only';
    const argument = answeredArgument({ keyId });
    const rotated = await rotateKey((await opened(argument)).ports, argument);
    fixture.places.refusal = undefined;
    successors.push([keyId, rotated.keyId]);
    return { keyId, next: rotated.keyId };
  };
  const valueOf = async (keyId: string) =>
    (await fixture.lifecycle.copies.read('here', keyId))?.reveal();

  it('is told a program as a list, of which it sees no value, and nothing opens', async () => {
    const { keyId } = await fixture.placedKey(line);
    const { answer, person, done } = await show({ keyId });
    const places = [
      { kind: 'vault', where: 'this editor', state: 'current', line: undefined },
      { kind: 'env', where: '/project/.env, KEY', state: 'current', line: 1 },
    ];
    assert.deepEqual(answer, { keyId, places });
    assert.deepEqual([person.asked, done], [[], []]);
  });

  it('opens the line that the person chooses, or the one that a row names', async () => {
    const { keyId } = await fixture.placedKey(line);
    const chosen = await show(ownArgument({ keyId }), '/project/.env, KEY');
    assert.match(chosen.person.asked.join(), /^Where is .*\?$/);
    assert.deepEqual(chosen.done, ['open file:///project/.env:1']);
    for (const named of [{ first: true }, { where: '/project/.env, KEY' }] as const) {
      const { done, person } = await show(ownArgument({ keyId, ...named }));
      assert.deepEqual([done, person.asked], [['open file:///project/.env:1'], []]);
    }
  });

  it('offers what can be done with a place that no editor shows', async () => {
    const { keyId } = await fixture.placedKey(terminal);
    const kept = await show(ownArgument({ keyId }), 'this editor', 'Reveal Secret…');
    assert.deepEqual(kept.pressed, [`keyrail.revealSecret [{"keyId":"${keyId}"}]`]);
    const ends = await show(ownArgument({ keyId }), 'terminals of', 'Stop Using');
    assert.deepEqual(ends.pressed, [`keyrail.stopUsingInTerminal [{"keyId":"${keyId}"}]`]);
    const { placements, copies } = fixture.lifecycle;
    const secret = (await copies.read('here', keyId))!;
    await placements.remember(inKeeper('KEY'), { connectionId: 'here', keyId }, secret);
    const where = 'keeper: KEY';
    const program = await show(ownArgument({ keyId, where }), 'Update Place…');
    assert.match(program.pressed.join(), /^keyrail\.updatePlace .*"place":"keeper: KEY"/);
  });

  it('offers to bring old places up to date, and to say what became of unknown ones', async () => {
    const { keyId, next } = await rotatedPast();
    await show(ownArgument({ keyId }), 'Update the old place', 'Update');
    assert.equal(fixture.places.valueAt(line), await valueOf(next));
    const other = await fixture.placedKey({ ...line, variable: 'OTHER' });
    const { placements } = fixture.lifecycle;
    await placements.markUnknown({ ...line, variable: 'OTHER' });
    await show(ownArgument({ keyId: other.keyId }), 'Say What Became', 'It Is Gone');
    assert.deepEqual(await placements.of('here', other.keyId), []);
  });

  describe('and was before its rotation', () => {
    const update = async (argument: object, ...answers: readonly Answer[]) => {
      const window = await opened(argument, ...answers);
      return { ...window, answer: updateStalePlacements(window.ports, argument) };
    };

    it('gets the successor’s secret once the person has seen which', async () => {
      const { keyId, next } = await rotatedPast();
      const { answer, person, told } = await update(ownArgument({ keyId }), 'Update');
      assert.deepEqual(await answer, { updated: 1, left: [] });
      assert.match(
        person.shown.join(),
        /^\/project\/\.env, KEY gets the secret of .* \(krl_local_/,
      );
      assert.equal(fixture.places.valueAt(line), await valueOf(next));
      assert.deepEqual(told, ['quietly: One place updated.']);
    });

    it('stays as it is at a no, and where no key takes its place', async () => {
      const { keyId } = await rotatedPast();
      const before = fixture.places.valueAt(line);
      const declined = await update({ keyId }, dismisses);
      await assert.rejects(declined.answer, CancelledError);
      const unknown = await update(answeredArgument({ keyId, to: 'nobody' }));
      await assert.rejects(unknown.answer, UserFacingError);
      assert.equal(fixture.places.valueAt(line), before);
    });

    it('is told with its reason where it still cannot be written', async () => {
      const { keyId } = await rotatedPast();
      fixture.places.refusal = 'read-only';
      const { answer, told } = await update(answeredArgument({ keyId }));
      const { updated, left } = await answer;
      assert.equal(updated, 0);
      assert.match(left.join(), /^\/project\/\.env, KEY \(.*cannot be written/);
      assert.match(told.join(), /^warn: .*Left as they are: /);
    });

    it('is nowhere where nothing is old', async () => {
      await fixture.placedKey(line);
      const { answer, told, person } = await update(ownArgument({}));
      assert.deepEqual(await answer, { updated: 0, left: [] });
      assert.deepEqual([told, person.asked], [['quietly: No place has an old value.'], []]);
    });
  });
});
