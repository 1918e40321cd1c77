import assert from 'node:assert/strict';
import { rotate } from '../../../src/commands/keys/rotate.ts';
import { rotateKey } from '../../../src/commands/keys/rotateKey.ts';
import { rotateKeyWithOverlap } from '../../../src/commands/keys/rotateKeyWithOverlap.ts';
import { CancelledError } from '../../../src/domain/errors.ts';
import { answeredArgument } from '../../../src/editor/ownArguments.ts';
import { openProvenFixture, type LifecycleFixture } from '../lifecycle/lifecycleFixture.ts';
import { keyWindow } from './support/keyWindow.ts';
import { dismisses, scriptedPerson, type Answer } from './support/scriptedPerson.ts';

const line = { kind: 'env', file: 'file:///project/.env', variable: 'KEY' } as const;

describe('a rotation', () => {
  let fixture: LifecycleFixture;
  beforeEach(async () => {
    fixture = await openProvenFixture();
  });
  afterEach(() => fixture.dispose());

  type Command = typeof rotateKey | typeof rotateKeyWithOverlap | typeof rotate;
  type More = Omit<Parameters<typeof keyWindow>[2] & object, 'argument'>;
  const called = async <C extends Command>(
    command: C,
    argument: object | undefined,
    more: More = {},
    ...answers: readonly Answer[]
  ) => {
    const person = scriptedPerson(...answers);
    const window = await keyWindow(fixture, person, { argument, ...more });
    // `as`: each of them answers with an object of its own.
    return { person, window, done: command(window.ports, argument) as ReturnType<C> };
  };
  const isRevoked = async (keyId: string) => (await fixture.row(keyId)).status === 'revoked';

  describe('at once', () => {
    it('asks nothing of a program that was agreed to, and carries the name', async () => {
      const { keyId } = await fixture.key();
      const { done, window } = await called(rotateKey, answeredArgument({ keyId }));
      const rotated = await done;
      assert.equal(rotated.rotatedFrom, keyId);
      assert.ok(await isRevoked(keyId));
      assert.equal(window.notes.get(rotated.keyId)?.replaces, keyId);
      assert.match(window.told.join(), /^info: .* has a new key\. The old one is refused/);
      assert.deepEqual(window.pressed, []);
    });

    it('says to a person what stops working, by name on production, and does nothing where they decline', async () => {
      const { keyId } = await fixture.placedKey(line);
      const open = [{ place: line, because: 'tracked-by-git' }] as const;
      const more = { production: true, open };
      const { done, person } = await called(rotateKey, { keyId }, more, dismisses);
      await assert.rejects(done, CancelledError);
      assert.match(person.asked.join(), /^Rotate .* now on production here\?$/);
      const detail = person.shown.join('\n');
      assert.match(detail, /cannot be rewritten.*\/project\/\.env, KEY \(git tracks it\)/);
      assert.match(detail, /• \/project\/\.env, KEY/);
      assert.equal(await isRevoked(keyId), false);
    });

    it('becomes one with overlap where the person prefers it, without naming production again', async () => {
      const { keyId } = await fixture.key();
      const answers = ['Rotate with Overlap', 'When I say so'];
      const { done, person } = await called(rotateKey, { keyId }, { production: true }, ...answers);
      const rotated = await done;
      assert.ok('retires' in rotated && rotated.retires === null);
      assert.equal(await isRevoked(keyId), false);
      assert.deepEqual(person.left, []);
    });

    it('has the person who said yes choose scopes that cannot be repeated; nobody else is asked', async () => {
      const { keyId } = await fixture.key();
      const more = { scope: [] };
      const { done } = await called(rotateKey, { keyId }, more, 'Rotate Now', ['runs:write']);
      const next = (await done).keyId;
      assert.deepEqual((await fixture.row(next)).scope, ['runs:write']);
      const unasked = await called(rotateKey, answeredArgument({ keyId: next }), more);
      await unasked.done;
      assert.deepEqual(unasked.person.asked, []);
    });

    it('asks again about programs that are to get it, and offers a place where there is none', async () => {
      const { keyId } = await fixture.placedKey(line);
      const placed = await called(rotateKey, { keyId }, {}, 'Rotate Now');
      await placed.done;
      assert.deepEqual(placed.window.done, ['agree again to /project/.env, KEY']);
      assert.match(placed.window.told.join(), /The new secret is in: \/project\/\.env, KEY/);
      const bare = await fixture.key();
      const more = { presses: 'Copy Secret' };
      const { done, window } = await called(rotateKey, { keyId: bare.keyId }, more, 'Rotate Now');
      const { keyId: next } = await done;
      assert.deepEqual(window.pressed, [`keyrail.copySecret [{"keyId":"${next}"}]`]);
    });

    it('warns of what is read instead of the new secret', async () => {
      const { keyId } = await fixture.placedKey(line);
      const shadowed = ['.env.local is read instead.'];
      const { done, window } = await called(rotateKey, answeredArgument({ keyId }), { shadowed });
      assert.deepEqual((await done).warnings, shadowed);
      assert.match(window.told.join(), /^warn: .*\.env\.local is read instead\./);
    });

    it('is refused for a key that is revoked', async () => {
      const { keyId } = await fixture.key();
      await (
        await called(rotateKey, answeredArgument({ keyId }))
      ).done;
      await assert.rejects(
        (await called(rotateKey, answeredArgument({ keyId }))).done,
        /cannot be rotated/,
      );
    });
  });

  describe('with overlap', () => {
    it('gives a program that does not say when an hour, and leaves the old key alive', async () => {
      const { keyId } = await fixture.key();
      const { done } = await called(rotateKeyWithOverlap, answeredArgument({ keyId }));
      const { retires, retired } = await done;
      assert.equal(retired, false);
      const minutes = (Date.parse(retires ?? '') - fixture.ports.clock.now().getTime()) / 60_000;
      assert.ok(minutes > 58 && minutes <= 60, String(minutes));
      assert.equal(await isRevoked(keyId), false);
    });

    it('asks a person when the old key ends, shows the places there, and says what is planned', async () => {
      const { keyId } = await fixture.placedKey(line);
      const { done, person, window } = await called(
        rotateKeyWithOverlap,
        undefined,
        {},
        'krl',
        'In 24 hours',
      );
      await done;
      assert.equal(person.asked.length, 2);
      assert.ok(person.shown.includes('$(file) /project/.env, KEY'), person.shown.join());
      assert.match(window.told.join(), /has a new key\. The new secret is in: .*The old key: /);
      assert.ok(window.row(keyId).retiring);
    });

    it('names production to a person, and not to a program that was agreed to', async () => {
      const { keyId } = await fixture.key();
      const more = { production: true };
      const declined = await called(
        rotateKeyWithOverlap,
        undefined,
        more,
        'krl',
        'In an hour',
        dismisses,
      );
      await assert.rejects(declined.done, CancelledError);
      assert.match(declined.person.asked[2]!, /on production here\?$/);
      assert.equal((await fixture.rows()).length, 1);
      await (
        await called(rotateKeyWithOverlap, answeredArgument({ keyId }), more)
      ).done;
      assert.equal((await fixture.rows()).length, 2);
    });

    it('ends the old key at once where it is told to, once the new one is placed', async () => {
      const { keyId } = await fixture.placedKey(line);
      const wanted = answeredArgument({ keyId, grace: 'now' });
      const { done, window } = await called(rotateKeyWithOverlap, wanted);
      assert.equal((await done).retired, true);
      assert.ok(await isRevoked(keyId));
      assert.match(window.told.join(), /The old key is revoked\./);
    });

    it('takes no scope that nobody knows', async () => {
      const { keyId } = await fixture.key();
      const wanted = answeredArgument({ keyId, scope: ['runs:fly'] });
      await assert.rejects(
        (await called(rotateKeyWithOverlap, wanted)).done,
        /no scope named runs:fly/,
      );
    });
  });

  describe('whose way the person chooses', () => {
    it('goes on with an overlap that ends as they said', async () => {
      const { keyId } = await fixture.key();
      const { done, person } = await called(rotate, { keyId }, {}, 'ends when I say so');
      const rotated = await done;
      assert.ok('retires' in rotated && rotated.retires === null);
      assert.equal(person.asked.length, 1);
    });

    it('asks once more before an end at once', async () => {
      const { keyId } = await fixture.key();
      const { done, person } = await called(rotate, { keyId }, {}, 'At once', dismisses);
      await assert.rejects(done, CancelledError);
      assert.match(person.asked[1]!, /^Rotate .* now\?$/);
      assert.equal(await isRevoked(keyId), false);
    });

    it('asks for scopes and a time where they are to be others, and takes none at all for a mistake', async () => {
      const { keyId } = await fixture.key();
      const answers: Answer[] = ['With other scopes', ['approvals:write'], 'In 15 minutes'];
      const { done } = await called(rotate, { keyId }, {}, ...answers);
      const rotated = await done;
      assert.ok('keyId' in rotated);
      assert.deepEqual((await fixture.row(rotated.keyId)).scope, ['approvals:write']);
      const another = await fixture.key();
      const none = await called(rotate, { keyId: another.keyId, otherScopes: true }, {}, []);
      await assert.rejects(none.done, /at least one scope/);
    });

    it('is not asked how, where the old key of the last rotation has to end first', async () => {
      const { keyId } = await fixture.key();
      const first = await (await called(rotate, { keyId }, {}, 'ends when I say so')).done;
      assert.ok('keyId' in first);
      const { done, person } = await called(rotate, { keyId: first.keyId }, {});
      await assert.rejects(
        done,
        /was rotated already.* still works: replaced, kept until you end it/,
      );
      assert.deepEqual(person.asked, []);
    });

    it('asks of an old key, which was replaced already, only when it ends', async () => {
      const { keyId } = await fixture.key();
      await (
        await called(rotateKeyWithOverlap, answeredArgument({ keyId }))
      ).done;
      const { done, person } = await called(rotate, { keyId }, {}, 'When I say so');
      assert.deepEqual(await done, { keyId, retired: false, waits: 'grace' });
      assert.deepEqual(person.asked, ['End Old Key']);
    });

    it('asks a person on production by name, whatever a program was agreed to', async () => {
      const { keyId } = await fixture.key();
      const wanted = answeredArgument({ keyId });
      const more = { production: true };
      const { done, person } = await called(rotate, wanted, more, 'ends in an hour', dismisses);
      await assert.rejects(done, CancelledError);
      assert.match(person.asked[1]!, /on production here\?$/);
    });
  });
});
