import assert from 'node:assert/strict';
import { copyKeyId } from '../../../src/commands/keys/copyKeyId.ts';
import { recover } from '../../../src/commands/keys/recover.ts';
import { setKeyName } from '../../../src/commands/keys/setKeyName.ts';
import { setRotationWindow } from '../../../src/commands/keys/setRotationWindow.ts';
import { CancelledError } from '../../../src/domain/errors.ts';
import { answeredArgument } from '../../../src/editor/ownArguments.ts';
import { rotateWithOverlap } from '../../../src/lifecycle/protocols/overlap.ts';
import { openProvenFixture, type LifecycleFixture } from '../lifecycle/lifecycleFixture.ts';
import { keyWindow } from './support/keyWindow.ts';
import { dismisses, scriptedPerson, type Answer } from './support/scriptedPerson.ts';

describe('a command about a key', () => {
  let fixture: LifecycleFixture;
  let keyId: string;
  beforeEach(async () => {
    fixture = await openProvenFixture();
    ({ keyId } = await fixture.key());
  });
  afterEach(() => fixture.dispose());

  const opened = async (argument: object | undefined, ...answers: readonly Answer[]) => {
    const person = scriptedPerson(...answers);
    return { person, window: await keyWindow(fixture, person, { argument }) };
  };

  it('that names it asks for key and name, and takes an empty one for none', async () => {
    const { window } = await opened(undefined, 'krl', 'ci');
    assert.deepEqual(await setKeyName(window.ports, undefined), { keyId, name: 'ci' });
    assert.equal(window.notes.get(keyId)?.name, 'ci');
    await setKeyName(window.ports, { keyId, name: '' });
    assert.equal(window.notes.get(keyId)?.name, undefined);
  });

  it('that sets its rotation window takes 0 for the setting, and no year beyond ten', async () => {
    const { window } = await opened(undefined, '30');
    assert.deepEqual(await setRotationWindow(window.ports, { keyId }), { keyId, days: 30 });
    assert.equal(window.notes.get(keyId)?.rotationWindowDays, 30);
    await setRotationWindow(window.ports, { keyId, days: 0 });
    assert.equal(window.notes.get(keyId)?.rotationWindowDays, undefined);
    await assert.rejects(
      setRotationWindow(window.ports, { keyId, days: 3651 }),
      /days does not fit/,
    );
  });

  it('that copies its id does so once a key is chosen', async () => {
    const dismissed = await opened(undefined, dismisses);
    await assert.rejects(copyKeyId(dismissed.window.ports, undefined), CancelledError);
    assert.deepEqual(dismissed.window.done, []);
    const { window } = await opened({ keyId });
    await copyKeyId(window.ports, { keyId });
    assert.deepEqual(window.done, [`copy ${keyId}`]);
    assert.match(window.told.join(), /^quietly: Copied the id of /);
  });

  it('is refused for one that is not listed, and an argument nobody takes', async () => {
    const { window } = await opened({ keyId: 'key_gone' });
    await assert.rejects(copyKeyId(window.ports, { keyId: 'key_gone' }), /has no key key_gone/);
    await assert.rejects(copyKeyId(window.ports, { id: keyId }), /no argument named id/);
  });

  it('that goes on with what was interrupted says what there was, and asks about what waits for the person', async () => {
    const calm = await opened(undefined);
    assert.deepEqual(await recover(calm.window.ports, undefined), { settled: 0, waiting: [] });
    assert.deepEqual(calm.window.told, ['info: Nothing was interrupted.']);

    const line = { kind: 'env', file: 'file:///project/.env', variable: 'KEY' } as const;
    const placed = await fixture.placedKey(line);
    fixture.places.refusal = 'read-only';
    const key = await fixture.row(placed.keyId);
    const wanted = { ...fixture.at, key, places: [line], grace: '1h' } as const;
    await rotateWithOverlap(fixture.lifecycle, wanted);
    const { window } = await opened(undefined);
    const { waiting } = await recover(window.ports, undefined);
    assert.equal(waiting.length, 1);
    assert.match(window.told[0]!, /^info: Finished: 0\. Not finished: /);
    assert.match(
      window.told[1]!,
      /^error: The new secret could not be written to: \/project\/\.env, KEY/,
    );

    const [operationId] = waiting;
    const argument = answeredArgument({ operationId, decision: 'end-anyway' });
    const decided = await opened(argument);
    assert.deepEqual((await recover(decided.window.ports, argument)).waiting, [operationId]);
    const unnamed = { operationId, decision: 'gone', place: 'elsewhere' };
    await assert.rejects(
      recover(decided.window.ports, unnamed),
      /nothing to do|Name one of the places/,
    );
  });
});
