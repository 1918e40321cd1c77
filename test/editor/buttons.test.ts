import assert from 'node:assert/strict';
import { commands, type Disposable } from 'vscode';
import { offerCleanUp } from '../../src/commands/keys/offerCleanUp.ts';
import { runCommand } from '../../src/commands/call.ts';
import { rotateKey } from '../../src/commands/keys/rotateKey.ts';
import { lendKey } from '../../src/commands/loans/lendKey.ts';
import { CancelledError } from '../../src/domain/errors.ts';
import { emptySnapshot, type KeyRow } from '../../src/editor/keys/snapshot.ts';
import { createPlacementScanner } from '../../src/editor/placements/placementScanner.ts';
import { isOwnArgument, ownArgument } from '../../src/editor/ownArguments.ts';
import { press } from '../../src/editor/press.ts';
import { withProgress } from '../../src/editor/prompts.ts';
import { windowPorts } from '../../src/commands/windowPorts.ts';
import type { Services } from '../../src/services.ts';
import { eventually } from '../journeys/support/eventually.ts';
import { makeRow } from '../unit/domain/rows.ts';
import { openFixture, type LifecycleFixture } from '../unit/lifecycle/lifecycleFixture.ts';
import { answerWith, pressing, type Person } from './support/windowOf.ts';

/** A window at the fixture whose connection lists one key. */
function servicesAt(fixture: LifecycleFixture, row: KeyRow, more: object = {}): Services {
  const connection = { kind: 'local', id: 'here', name: 'Here', production: false } as const;
  const { workspaceId } = fixture.at;
  const context = { connection, workspaceId, workspaceName: 'One', workspaceSlug: 'one' };
  const done = async () => undefined;
  const keyList = {
    here: async () => ({ context, session: { provenBaseUrl: async () => 'http://127.0.0.1:1' } }),
    snapshot: { ...emptySnapshot, keys: [row] },
    redraw: () => undefined,
    refresh: done,
  };
  return {
    keyList,
    localFacts: { reload: done },
    scanner: async () => createPlacementScanner(async () => fixture.lifecycle, keyList),
    keyNotes: { change: done },
    log: { error: () => undefined },
    recovery: { reschedule: done },
    lifecycle: async () => fixture.lifecycle,
    loans: async () => ({ open: () => undefined }),
    ...more,
    // What else there is, these commands ask for nothing of.
  } as unknown as Services;
}

describe('a button', () => {
  let fixture: LifecycleFixture;
  let restore = (): unknown => undefined;
  const owned: Disposable[] = [];
  const person = (answers: Person) => (restore = answerWith(answers));
  const command = (id: string, handler: (argument: unknown) => unknown) =>
    owned.push(commands.registerCommand(id, handler));

  before(async () => {
    fixture = await openFixture();
  });
  after(() => fixture.dispose());
  afterEach(() => {
    restore();
    for (const each of owned.splice(0)) each.dispose();
  });

  const rowOf = async (more: Partial<KeyRow> = {}) => {
    const { keyId } = await fixture.key();
    return makeRow(await fixture.row(keyId), more);
  };

  describe('that passes arguments', () => {
    const wrong = { keyId: 'key_1', nothing: 'we know' };
    const id = 'keyrail.rotateKey';

    it('has our command tell the person by itself, with its buttons', async () => {
      const told: string[] = [];
      person({ showErrorMessage: async (message) => void told.push(message) });
      const services = servicesAt(fixture, await rowOf());
      command('keyrailTest.ours', (argument) => runCommand(services, id, [argument]));
      await press([{ label: 'Go', command: 'keyrailTest.ours', args: [wrong] }], 'Go');
      assert.equal(told.length, 1);
      assert.match(
        told[0]!,
        /There is no argument named nothing\. This command takes: keyId, scope, expiresAt\./,
      );
    });

    it('is told from a program, which gets the sentence', async () => {
      person({ showErrorMessage: async (message) => assert.fail(message) });
      const services = servicesAt(fixture, await rowOf());
      await assert.rejects(
        runCommand(services, id, [{ ...wrong }]),
        /There is no argument named nothing\./,
      );
    });
  });

  describe('of another extension', () => {
    const remedies = [{ label: 'Go', command: 'keyrailTest.go', args: [{ keyId: 'key_1' }] }];

    it('shows what it was refused', async () => {
      const told: string[] = [];
      person({ showErrorMessage: async (message) => void told.push(message) });
      command('keyrailTest.go', () => Promise.reject(new Error('There is no key key_1.')));
      await press(remedies, 'Go');
      assert.deepEqual(told, ['There is no key key_1.']);
    });

    it('is silent when the person dismisses what it asks', async () => {
      person({ showErrorMessage: async (message) => assert.fail(message) });
      command('keyrailTest.go', () => Promise.reject(new CancelledError()));
      await press(remedies, 'Go');
      await press(remedies, undefined);
    });
  });

  it('for an overlap asks the person when the old key ends', async () => {
    const asked: string[] = [];
    person({
      showWarningMessage: pressing('Rotate with Overlap'),
      showQuickPick: async (_rows, { title }) => void asked.push(title),
    });
    const row = await rowOf();
    const services = servicesAt(fixture, row);
    const argument = ownArgument({ keyId: row.key.api_key_id });
    await assert.rejects(rotateKey(windowPorts(services, argument), argument), CancelledError);
    assert.deepEqual(asked, ['Rotate Key with Overlap']);
  });

  it('that ends a loan goes the way of a row, with its messages', async () => {
    // Registered by Keyrail itself in this window: only what it is called with can be looked at.
    const called: unknown[][] = [];
    const own = commands.executeCommand;
    Object.assign(commands, {
      // The window may be telling itself of something else meanwhile.
      executeCommand: async (...given: unknown[]) => {
        if (given[0] !== 'setContext') called.push(given);
      },
    });
    person({
      showInformationMessage: pressing('End Loan'),
      showWarningMessage: pressing('Lend Key'),
      showQuickPick: async (rows) => (await (rows as Promise<unknown[]>))[0],
    });
    try {
      const row = await rowOf();
      const argument = ownArgument({ keyId: row.key.api_key_id });
      const lent = await lendKey(windowPorts(servicesAt(fixture, row), argument), argument);
      await eventually(
        'the press',
        async () => called,
        ({ length }) => length > 0,
      );
      assert.deepEqual(called, [['keyrail.endLoan', { keyId: lent.keyId }]]);
      assert.ok(isOwnArgument(called[0]?.[1]));
    } finally {
      Object.assign(commands, { executeCommand: own });
    }
  });

  describe('that removes what a revoked key left', () => {
    const cleanUp = async (more: object) => {
      const row = await rowOf({ hasCopy: true });
      const showErrorMessage = async () => undefined;
      person({ showInformationMessage: pressing('Remove Local Copy'), showErrorMessage });
      // Where the person is by then is nothing it asks for.
      const services = servicesAt(fixture, row, {
        keyList: { refresh: async () => undefined },
        ...more,
      });
      await offerCleanUp(
        windowPorts(services, undefined),
        { ...fixture.at, key: row.key },
        row,
        [],
      );
      return (await fixture.lifecycle.copies.marker('here', row.key.api_key_id))?.state;
    };

    it('forgets the copy of the connection where it was revoked', async () => {
      assert.equal(await cleanUp({}), 'let-go');
    });

    it('says what it could not do', async () => {
      const said: string[] = [];
      const log = { error: (_sentence: string, error: Error) => said.push(error.message) };
      const lifecycle = () => Promise.reject(new Error('The key store is locked.'));
      assert.equal(await cleanUp({ log, lifecycle }), 'held');
      assert.deepEqual(said, ['The key store is locked.']);
    });
  });

  describe('that stops what is under way', () => {
    const offered = async (work: (signal: AbortSignal) => Promise<unknown>) => {
      const seen: boolean[] = [];
      person({
        withProgress: async ({ cancellable }, run) => {
          seen.push(cancellable);
          return run({ report: () => undefined }, { onCancellationRequested: () => fixture });
        },
      });
      await withProgress('Working', work);
      return seen;
    };
    const long = () => new Promise((resolve) => setTimeout(resolve, 1100));

    it('is there only where it can', async () => {
      assert.deepEqual(await offered((signal) => long().then(() => signal)), [true]);
      assert.deepEqual(await offered(() => long()), [false]);
    });
  });
});
