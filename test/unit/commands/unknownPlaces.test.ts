import assert from 'node:assert/strict';
import { placeOfRow } from '../../../src/commands/programs/placeOfRow.ts';
import { settleUnknown } from '../../../src/commands/placements/settleUnknown.ts';
import { CancelledError } from '../../../src/domain/errors.ts';
import { openProvenFixture, type LifecycleFixture } from '../lifecycle/lifecycleFixture.ts';
import { keyWindow } from './support/keyWindow.ts';
import { dismisses, scriptedPerson, type Answer } from './support/scriptedPerson.ts';

const line = { kind: 'env', file: 'file:///project/.env', variable: 'KEY' } as const;
const entry = { kind: 'program', recipe: 'pass', answers: { name: 'app/KEY' } } as const;

describe('a place', () => {
  let fixture: LifecycleFixture;
  beforeEach(async () => {
    fixture = await openProvenFixture();
  });
  afterEach(() => fixture.dispose());

  const opened = async (...answers: readonly Answer[]) => {
    const person = scriptedPerson(...answers);
    return { person, window: await keyWindow(fixture, person) };
  };
  const placesOf = (keyId: string) => fixture.lifecycle.placements.of('here', keyId);

  describe('that cannot be read', () => {
    const settled = async (answer: Answer, isRotated: boolean) => {
      const { keyId } = await fixture.placedKey(line);
      const next = await fixture.key();
      const { person, window } = await opened(answer);
      if (isRotated) await window.ports.keyNotes.carry(keyId, next.keyId);
      await settleUnknown(window.ports, window.row(keyId), await placesOf(keyId));
      return { person, keyId, next: next.keyId };
    };

    it('is listed no more where it is gone', async () => {
      const { keyId, person } = await settled('It Is Gone', false);
      assert.deepEqual(person.shown, ['$(trash) It Is Gone']);
      assert.deepEqual(await placesOf(keyId), []);
    });

    it('is the successor’s where it was updated by hand', async () => {
      const { keyId, next } = await settled('I Have Done It by Hand', true);
      assert.deepEqual(await placesOf(keyId), []);
      assert.deepEqual(
        (await placesOf(next)).map(({ place }) => place),
        [line],
      );
    });

    it('stays as it is where nobody says', async () => {
      await assert.rejects(settled(dismisses, true), CancelledError);
      const [known] = await fixture.lifecycle.placements.all();
      assert.deepEqual(known?.place, line);
    });
  });

  describe('of a program that a command is called for', () => {
    const other = { ...entry, answers: { name: 'app/OTHER' } } as const;

    it('is the only one of its key, or the one that was named', async () => {
      const { keyId } = await fixture.placedKey(entry);
      const { window } = await opened();
      const { placement } = await placeOfRow(window.ports, 'Update Place', { keyId });
      assert.deepEqual(placement.place, entry);
      await assert.rejects(
        placeOfRow(window.ports, 'Update Place', { keyId, place: 'elsewhere' }),
        /That place is not known any more\./,
      );
    });

    it('is picked where its key has several', async () => {
      const { keyId } = await fixture.placedKey(entry);
      const secret = (await fixture.lifecycle.copies.read('here', keyId))!;
      await fixture.lifecycle.placements.remember(other, { ...fixture.at, keyId }, secret);
      const { window, person } = await opened('app/OTHER');
      const { placement } = await placeOfRow(window.ports, 'Update Place', { keyId });
      assert.deepEqual(placement.place, other);
      assert.deepEqual(person.asked, ['Update Place']);
    });

    it('is none where no program keeps a key', async () => {
      const { keyId } = await fixture.placedKey(line);
      const { window } = await opened();
      await assert.rejects(
        placeOfRow(window.ports, 'Update Place', { keyId }),
        /No program keeps a secret of Keyrail’s keys here\./,
      );
    });
  });
});
