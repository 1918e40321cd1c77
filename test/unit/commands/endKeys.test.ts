import assert from 'node:assert/strict';
import { endOldKeyNow } from '../../../src/commands/keys/endOldKeyNow.ts';
import { keepOldKey } from '../../../src/commands/keys/keepOldKey.ts';
import { tellPlanned } from '../../../src/commands/keys/oldKey.ts';
import { retireOldKey } from '../../../src/commands/keys/retireOldKey.ts';
import { revokeKey } from '../../../src/commands/keys/revokeKey.ts';
import { CancelledError } from '../../../src/domain/errors.ts';
import { answeredArgument, ownArgument, rowArgument } from '../../../src/editor/ownArguments.ts';
import { rotateWithOverlap } from '../../../src/lifecycle/protocols/overlap.ts';
import { retire } from '../../../src/lifecycle/protocols/retire.ts';
import { openProvenFixture, type LifecycleFixture } from '../lifecycle/lifecycleFixture.ts';
import { keyWindow } from './support/keyWindow.ts';
import { dismisses, scriptedPerson, type Answer } from './support/scriptedPerson.ts';

const line = { kind: 'env', file: 'file:///project/.env', variable: 'KEY' } as const;

describe('the end of a key', () => {
  let fixture: LifecycleFixture;
  beforeEach(async () => {
    fixture = await openProvenFixture();
  });
  afterEach(() => fixture.dispose());

  type More = Omit<Parameters<typeof keyWindow>[2] & object, 'argument'>;
  const opened = async (argument: object | undefined, more: More, answers: readonly Answer[]) => {
    const person = scriptedPerson(...answers);
    return { person, window: await keyWindow(fixture, person, { argument, ...more }) };
  };
  const isRevoked = async (keyId: string) => (await fixture.row(keyId)).status === 'revoked';
  /** The old key of an overlap that ends in an hour. */
  const oldKey = async (place?: typeof line) => {
    const { keyId } = await (place ? fixture.placedKey(place) : fixture.key());
    const outcome = await rotateWithOverlap(fixture.lifecycle, {
      ...fixture.at,
      key: await fixture.row(keyId),
      places: place ? [place] : [],
      grace: '1h',
    });
    assert.equal(outcome.kind, 'overlapping');
    return keyId;
  };

  describe('that is revoked', () => {
    it('is asked for with what makes it safe or not, by name on production', async () => {
      const { keyId } = await fixture.placedKey(line);
      const { window, person } = await opened({ keyId }, { production: true }, [dismisses]);
      await assert.rejects(revokeKey(window.ports, { keyId }), CancelledError);
      assert.match(person.asked.join(), /^Is it safe to revoke .* on production here\?$/);
      assert.match(person.shown.join('\n'), /\/project\/\.env, KEY/);
      assert.equal(await isRevoked(keyId), false);
    });

    it('is followed by an offer to clean up, which a person takes or leaves', async () => {
      const { keyId } = await fixture.placedKey(line);
      const more = { presses: 'Remove Local Copy and .env Lines' };
      const { window } = await opened({ keyId }, more, ['Revoke Key']);
      const { left } = await revokeKey(window.ports, { keyId });
      assert.ok(await isRevoked(keyId));
      assert.deepEqual(left, ['/project/.env, KEY']);
      // The offer stands beside the answer.
      while (window.told.at(-1)?.startsWith('quietly') !== true) {
        await new Promise((resolve) => setImmediate(resolve));
      }
      assert.match(
        window.told[0]!,
        /is revoked\. Its dead secret is still in: \/project\/\.env, KEY/,
      );
      assert.deepEqual(window.done, ['remove /project/.env, KEY']);
      assert.equal((await fixture.lifecycle.copies.marker('here', keyId))?.state, 'let-go');
    });

    it('is said quietly to a program that was agreed to, which is asked nothing', async () => {
      const { keyId } = await fixture.key();
      const { window } = await opened(answeredArgument({ keyId }), { production: true }, []);
      await revokeKey(window.ports, { keyId });
      assert.ok(await isRevoked(keyId));
      assert.match(window.told.join(), /^quietly: .* is revoked\.$/);
      assert.equal((await fixture.lifecycle.copies.marker('here', keyId))?.state, 'held');
    });
  });

  describe('of an overlap, the old one,', () => {
    it('is put off to when the person says so', async () => {
      const keyId = await oldKey();
      const { window, person } = await opened(undefined, {}, ['krl', 'When I say so']);
      assert.deepEqual(await retireOldKey(window.ports, undefined), {
        keyId,
        retired: false,
        waits: 'grace',
      });
      assert.equal(person.asked.length, 2);
      assert.match(window.told.join(), /^info: .* It keeps working until you end it\.$/);
    });

    it('comes now where that is chosen', async () => {
      const keyId = await oldKey(line);
      const argument = { keyId, grace: 'now' };
      const { window } = await opened(argument, {}, []);
      assert.equal((await retireOldKey(window.ports, argument)).retired, true);
      assert.ok(await isRevoked(keyId));
      assert.match(window.told.join(), /^quietly: The old key .* is revoked\.$/);
    });

    it('waits for a place that has not the new value, about which a person is asked and a program is not', async () => {
      const keyId = await oldKey(line);
      const old = await fixture.lifecycle.copies.read('here', keyId);
      assert.ok(old);
      // Somebody has put the old value into another file meanwhile, where it cannot be replaced.
      const other = { ...line, file: 'file:///project/.env.local' };
      fixture.places.put(other, old.reveal());
      await fixture.lifecycle.placements.remember(other, { ...fixture.at, keyId }, old);
      fixture.places.refused = other;
      const argument = answeredArgument({ keyId, grace: 'now' });
      const program = await opened(argument, {}, []);
      assert.equal((await retireOldKey(program.window.ports, argument)).waits, 'old-in-use');
      assert.equal(await isRevoked(keyId), false);
      const { window, person } = await opened(undefined, {}, ['krl', 'Now', 'End Anyway']);
      assert.equal((await retireOldKey(window.ports, undefined)).retired, true);
      assert.match(person.asked[2]!, /^\/project\/\.env\.local, KEY \(/);
      assert.ok(await isRevoked(keyId));
    });

    it('is over for its rotation too where a person revokes it, so that the new key may be rotated again', async () => {
      const keyId = await oldKey();
      const { window } = await opened(answeredArgument({ keyId }), {}, []);
      await revokeKey(window.ports, { keyId });
      assert.ok(await isRevoked(keyId));
      const { connectionId } = fixture.at;
      const left = await retire(fixture.lifecycle, { connectionId, keyId, grace: '1h' });
      assert.equal(left.kind, 'nothing-to-do');
    });

    it('stays and may be rotated where a person revokes the new one, as the question says before', async () => {
      const keyId = await oldKey();
      const successor = (await fixture.rows()).find((row) => row.api_key_id !== keyId);
      assert.ok(successor);
      const argument = { keyId: successor.api_key_id };
      const { window, person } = await opened(argument, {}, ['Revoke Key']);
      await revokeKey(window.ports, argument);
      assert.match(
        person.shown.join('\n'),
        /The old key .*, which it has replaced, is not ended then\./,
      );
      assert.equal(await isRevoked(keyId), false);
      assert.equal(window.row(keyId).retiring, undefined);
      assert.deepEqual((await fixture.lifecycle.journal.find()).entries, []);
    });

    it('says where it waits for a restart what ends it before', async () => {
      const keyId = await oldKey();
      const { window } = await opened(undefined, { presses: 'Revoke Key…' }, []);
      const row = window.row(keyId);
      assert.ok(row.retiring);
      const waits = { reason: '', sentence: '', since: '', needsRestart: true };
      const waiting = { ...row, retiring: { ...row.retiring, waits } };
      await tellPlanned(window.ports.messages, 'info', 'It waits.', waiting);
      assert.deepEqual(window.pressed, [`keyrail.revokeKey [{"keyId":"${keyId}"}]`]);
    });

    it('is asked for by the name of production before it comes before its time', async () => {
      const keyId = await oldKey();
      const argument = rowArgument({ keyId });
      const declined = await opened(argument, { production: true }, [dismisses]);
      await assert.rejects(endOldKeyNow(declined.window.ports, argument), CancelledError);
      assert.match(declined.person.asked.join(), /^End the old key .* now on production here\?$/);
      assert.equal(await isRevoked(keyId), false);
      const { window } = await opened(answeredArgument({ keyId }), { production: true }, []);
      assert.equal((await endOldKeyNow(window.ports, { keyId })).retired, true);
    });

    it('is called off by a press, and by anything else only after a yes', async () => {
      const keyId = await oldKey();
      const row = await opened(rowArgument({ keyId }), {}, [dismisses]);
      await assert.rejects(keepOldKey(row.window.ports, rowArgument({ keyId })), CancelledError);
      assert.ok(row.window.row(keyId).retiring?.at);
      const button = await opened(ownArgument({ keyId }), {}, []);
      const kept = await keepOldKey(button.window.ports, { keyId });
      assert.equal(kept.waits, 'grace');
      assert.equal(button.window.row(keyId).retiring?.at, undefined);
    });

    it('is nothing of a key that no rotation has replaced, or that has ended', async () => {
      const { keyId } = await fixture.key();
      const { window } = await opened({ keyId }, {}, []);
      await assert.rejects(retireOldKey(window.ports, { keyId }), /is no old key of a rotation/);
      const ended = await oldKey();
      const argument = answeredArgument({ keyId: ended });
      await endOldKeyNow((await opened(argument, {}, [])).window.ports, argument);
      const again = await opened(argument, {}, []);
      await assert.rejects(endOldKeyNow(again.window.ports, argument), /has ended already/);
    });
  });
});
