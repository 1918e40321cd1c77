import assert from 'node:assert/strict';
import { panic } from '../../../src/commands/panic/panic.ts';
import { removeEnvLines } from '../../../src/commands/placements/removeEnvLines.ts';
import { CancelledError, UserFacingError } from '../../../src/domain/errors.ts';
import { answeredArgument, ownArgument } from '../../../src/editor/ownArguments.ts';
import { remoteConnection } from '../../fixtures/remoteConnection.ts';
import { failing } from '../lifecycle/badServers.ts';
import { openProvenFixture, type LifecycleFixture } from '../lifecycle/lifecycleFixture.ts';
import { panicWindow } from './support/panicWindow.ts';
import { dismisses, scriptedPerson, type Answer } from './support/scriptedPerson.ts';

const line = { kind: 'env', file: 'file:///project/.env', variable: 'KEY' } as const;
const outside = { kind: 'env', file: 'file:///elsewhere/.env', variable: 'KEY' } as const;

describe('a panic', () => {
  let fixture: LifecycleFixture;
  beforeEach(async () => {
    fixture = await openProvenFixture();
  });
  afterEach(() => fixture.dispose());

  type Circumstances = Parameters<typeof panicWindow>[2];
  type Window = Parameters<typeof panicWindow>[3] & Circumstances;
  const opened = async (argument: unknown, more: Window, ...answers: readonly Answer[]) => {
    const person = scriptedPerson(...answers);
    return { person, ...(await panicWindow(fixture, person, more, { argument, ...more })) };
  };
  const called = async (argument: unknown, more: Window, ...answers: readonly Answer[]) => {
    const window = await opened(argument, more, ...answers);
    return { ...window, answer: panic(window.ports, argument) };
  };
  const statusOf = async (keyId: string) => (await fixture.row(keyId)).status;
  const away = {
    connection: remoteConnection('away'),
    workspaceName: undefined,
    because: 'The server cannot be reached.',
    copies: 2,
  };

  it('ends what the person ticks, after one question that says all that happens', async () => {
    const [one, two] = [await fixture.placedKey(line), await fixture.key()];
    const prefix = (await fixture.row(one.keyId)).key_prefix;
    const { answer, person, reports, done } = await called(
      undefined,
      { notListed: [away], presses: 'nothing' },
      [prefix],
      'Revoke Key',
    );
    const { revoked, lines, notCovered } = await answer;
    assert.deepEqual(revoked, [one.keyId]);
    assert.deepEqual([await statusOf(one.keyId), await statusOf(two.keyId)], ['revoked', 'active']);
    assert.equal(person.asked[1], 'Revoke 1 key now?');
    const detail = person.shown.join('\n');
    for (const expected of [
      /^Refused at once, for good:$/m,
      /^Local copies removed from this editor: 1\.$/m,
      /^Lines in \/project\/\.env are listed, and removed when you say so\.$/m,
      /not covered\. The server cannot be reached\. Secrets from there that stay .*: 2\.$/m,
    ]) {
      assert.match(detail, expected);
    }
    assert.deepEqual(lines, [{ file: '/project/.env', line: 1, variable: 'KEY' }]);
    assert.equal(notCovered[0]?.connectionId, 'away');
    assert.match(reports.join(), /not covered/);
    assert.ok(done.includes(`empty clipboard of ${prefix}`));
    // The line itself stays until the person says so.
    assert.ok(!done.some((act) => act.startsWith('remove')));
  });

  it('ends nothing at a no, at either question', async () => {
    const { keyId } = await fixture.key();
    const prefix = (await fixture.row(keyId)).key_prefix;
    const given: readonly (readonly Answer[])[] = [[dismisses], [[prefix], dismisses], [[]]];
    for (const answers of given) {
      const { answer, done, reports } = await called(undefined, {}, ...answers);
      await assert.rejects(answer, CancelledError);
      assert.deepEqual([done, reports], [[], []]);
    }
    assert.equal(await statusOf(keyId), 'active');
  });

  it('is asked about of a program, too, which gets to know what happened and is told nothing else', async () => {
    const [one, two] = [await fixture.key(), await fixture.key()];
    const declined = await called({ keyIds: [one.keyId] }, { production: true }, dismisses);
    await assert.rejects(declined.answer, CancelledError);
    assert.match(declined.person.asked.join(), /^Revoke 1 key on production .* now\?$/);
    const agreed = await called(answeredArgument({ keyIds: [one.keyId] }), {});
    assert.deepEqual((await agreed.answer).revoked, [one.keyId]);
    assert.deepEqual([agreed.person.asked, agreed.told], [[], []]);
    assert.equal(await statusOf(two.keyId), 'active');
    const all = await called(answeredArgument({}), {});
    assert.deepEqual((await all.answer).revoked, [two.keyId]);
  });

  it('of no key is refused, with what was not covered', async () => {
    for (const argument of [undefined, answeredArgument({ keyIds: ['key_of_nobody'] })]) {
      const { answer, person } = await called(argument, { notListed: [away] });
      await assert.rejects(answer, (error) => {
        assert.ok(error instanceof UserFacingError);
        assert.match(error.message, /^There is no key to revoke\. .*not covered/);
        return true;
      });
      assert.deepEqual(person.asked, []);
    }
  });

  it('takes the value from terminals that have or borrowed it', async () => {
    const { keyId } = await fixture.key();
    const secret = (await fixture.lifecycle.copies.read('here', keyId))!;
    const other = (await fixture.lifecycle.copies.read('here', (await fixture.key()).keyId))!;
    // `as`: no more of a folder is looked at.
    const folder = { name: 'shop' } as never;
    const use = (variable: string, value: typeof secret) => ({
      folder,
      variable,
      secret: value,
      label: 'ci',
    });
    const { answer, done, reports } = await called(answeredArgument({ keyIds: [keyId] }), {
      uses: [use('KEY', secret), use('OTHER', other)],
      loans: new Map([[keyId, 'Keyrail: agent']]),
    });
    await answer;
    assert.ok(done.includes('end KEY of terminals'));
    assert.ok(done.includes(`close the terminal of ${keyId}`));
    assert.match(reports.join(), /shop, KEY[^]*“Keyrail: agent”, closed/);
  });

  it('says what the control plane did not end, and goes on with it by itself', async () => {
    const [one, two] = [await fixture.key(), await fixture.key()];
    const healthy = fixture.server;
    fixture.server = {
      ...healthy,
      keys: {
        ...healthy.keys,
        revokeApiKey: (ws, keyId, call) =>
          (keyId === one.keyId ? failing(healthy, 'revokeApiKey', 403) : healthy).keys.revokeApiKey(
            ws,
            keyId,
            call,
          ),
      },
    };
    const argument = ownArgument({ keyIds: [one.keyId, two.keyId] });
    const ticked = (await fixture.rows()).map(({ key_prefix }) => key_prefix);
    const { answer, told, reports } = await called(argument, {}, ticked, 'Revoke 2 Keys');
    const { revoked, left } = await answer;
    assert.deepEqual([revoked, left.map(({ keyId }) => keyId)], [[two.keyId], [one.keyId]]);
    // The message is told after the command has ended.
    await new Promise(setImmediate);
    assert.match(
      told.join(),
      /^warn: 1 of 2 keys are revoked\. Not yet: .*goes on with that by itself\.$/,
    );
    assert.match(reports.join(), /^## Not revoked yet$[^#]*: some\\_refusal$/m);
  });

  it('removes the lines when the person presses that', async () => {
    const { keyId } = await fixture.placedKey(line);
    const ticked = [(await fixture.row(keyId)).key_prefix];
    const pressing = { presses: 'Remove .env Lines' };
    const { answer, done } = await called(undefined, pressing, ticked, 'Revoke Key');
    await answer;
    await new Promise(setImmediate);
    assert.ok(done.includes('remove /project/.env, KEY'), done.join());
  });

  describe('and the lines that it leaves', () => {
    const left = async (place: typeof line | typeof outside) => {
      const { keyId } = await fixture.placedKey(place);
      await (
        await called(answeredArgument({ keyIds: [keyId] }), {})
      ).answer;
      return keyId;
    };
    const remove = async (...answers: readonly Answer[]) => {
      const window = await opened(undefined, {}, ...answers);
      return { ...window, answer: removeEnvLines(window.ports, undefined) };
    };

    it('are taken out where they are ticked', async () => {
      await left(line);
      const { answer, told, person } = await remove(['/project/.env, KEY']);
      assert.deepEqual(await answer, { removed: 1, left: [] });
      assert.equal(person.asked[0], 'Remove .env Lines');
      assert.deepEqual(told, ['quietly: 1 .env line is removed.']);
    });

    it('stay where the person says no, and are none where no key has ended', async () => {
      const nothing = await remove();
      assert.deepEqual(await nothing.answer, { removed: 0, left: [] });
      await left(line);
      const { answer, done } = await remove(dismisses);
      await assert.rejects(answer, CancelledError);
      assert.deepEqual(done, []);
    });

    it('are listed no longer outside of the open folders only where the person says so', async () => {
      const keyId = await left(outside);
      const placesOf = () => fixture.lifecycle.placements.of('here', keyId);
      for (const [answer, expected] of [
        ['No', 1],
        ['Stop Listing', 0],
      ] as const) {
        const window = await opened(undefined, {}, ['/elsewhere/.env, KEY'], answer);
        window.ports.env.removeAll = async (lines) => lines;
        await removeEnvLines(window.ports, undefined);
        assert.equal((await placesOf()).length, expected, answer);
      }
    });
  });
});
