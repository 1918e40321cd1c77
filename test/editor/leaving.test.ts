import assert from 'node:assert/strict';
import { commands, workspace } from 'vscode';
import { removeConnection } from '../../src/commands/connection/disconnect.ts';
import { forgetEverything } from '../../src/commands/secrets/forgetEverything.ts';
import { CancelledError } from '../../src/domain/errors.ts';
import { Secret } from '../../src/domain/secrets/secret.ts';
import { lend } from '../../src/lifecycle/protocols/lend.ts';
import { windowPorts } from '../../src/commands/windowPorts.ts';
import type { Services } from '../../src/services.ts';
import { remoteConnection } from '../fixtures/remoteConnection.ts';
import { openFixture, type LifecycleFixture } from '../unit/lifecycle/lifecycleFixture.ts';
import { answerWith, pressing } from './support/windowOf.ts';

const here = { ...remoteConnection('here'), name: 'Here' };
const other = { ...remoteConnection('other'), name: 'Other' };

describe('leaving a connection', () => {
  let fixture: LifecycleFixture;
  let restore = (): unknown => undefined;
  let questions: { readonly detail: string; readonly buttons: unknown[] }[] = [];
  const removed: string[] = [];
  const stopped: string[] = [];
  const closed: string[] = [];

  beforeEach(async () => {
    fixture = await openFixture();
    questions = [];
    removed.length = 0;
    stopped.length = 0;
    closed.length = 0;
  });
  afterEach(async () => {
    restore();
    await fixture.dispose();
  });

  const press = (label: string) => {
    restore = answerWith({
      showWarningMessage: async (message, options, ...buttons) => {
        // The second argument of a modal question is its options.
        const { detail } = options as { readonly detail: string };
        questions.push({ detail, buttons });
        return pressing(label)(message, ...buttons);
      },
    });
  };
  const lent = async () => {
    const key = await fixture.row((await fixture.key()).keyId);
    const loan = { key, scope: ['runs:write'], minutes: 15, borrower: 'agent' } as const;
    await lend(fixture.lifecycle, { ...fixture.at, ...loan });
  };
  const others = (copies: number, connections: number, hosts: readonly string[]) => ({
    others: async () => ({ copies, connections, hosts }),
    forgetOthers: async () => removed.push('of others'),
  });
  const ports = (hosts: object = others(0, 0, [])) => {
    const [folder] = workspace.workspaceFolders ?? [];
    assert.ok(folder);
    const secret = new Secret('grk_live_mwsgtj14d65_canary');
    const done = async () => undefined;
    // Commands that leave a connection need no more of a window.
    const services = {
      connections: { list: () => [here], remove: async (id: string) => removed.push(id) },
      vault: { names: async () => [] },
      hosts: () => Promise.resolve(hosts),
      terminals: {
        list: () => [{ folder, variable: 'RUNS_KEY', secret, label: 'ci' }],
        close: ({ variable }: { variable: string }) => closed.push(variable),
        stop: (_folder: unknown, variable: string) => stopped.push(variable),
      },
      lifecycle: async () => fixture.lifecycle,
      programs: async () => ({ agreed: { withdraw: async () => closed.push('agreed programs') } }),
      close: done,
      keyList: { refresh: done },
    } as unknown as Services;
    return windowPorts(services, undefined);
  };

  it('names what the journal has still to do there', async () => {
    await lent();
    press('Remove Connection');
    await removeConnection(ports(), here);
    assert.match(
      questions[0]?.detail ?? '',
      /^Not finished: loan \(Here\)\. Without its connection/,
    );
    assert.deepEqual(questions[0]?.buttons, ['Finish Now', 'Remove Connection']);
    assert.deepEqual(removed, ['here']);
  });

  it('stays, and finishes that first, where the person says so', async () => {
    await lent();
    press('Finish Now');
    const called: unknown[] = [];
    const own = commands.executeCommand;
    Object.assign(commands, { executeCommand: async (id: string) => called.push(id) });
    try {
      await assert.rejects(removeConnection(ports(), here), CancelledError);
      await assert.rejects(forgetEverything(ports()), CancelledError);
    } finally {
      Object.assign(commands, { executeCommand: own });
    }
    assert.deepEqual(called, ['keyrail.recover', 'keyrail.recover']);
    assert.deepEqual([removed, stopped], [[], []]);
  });

  it('asks as ever where nothing is open there', async () => {
    await lent();
    press('Remove Connection');
    await removeConnection(ports(), other);
    assert.deepEqual(questions[0]?.buttons, ['Remove Connection']);
  });

  it('takes secrets out of the terminals too, where everything is forgotten', async () => {
    press('Forget Everything');
    await forgetEverything(ports());
    assert.deepEqual(
      [removed, stopped, closed],
      [['here'], ['RUNS_KEY'], ['RUNS_KEY', 'agreed programs']],
    );
    assert.deepEqual(questions[0]?.buttons, ['Forget Everything']);
  });

  it('says what other hosts have in this editor, and leaves it to them', async () => {
    press('Forget Everything');
    await forgetEverything(ports(others(2, 1, ['dev-container 3f2a9c'])));
    assert.match(
      questions[0]?.detail ?? '',
      /What this editor keeps for other hosts stays: 2 local copies of secrets and 1 connection \(dev-container 3f2a9c\)\./,
    );
    assert.deepEqual(questions[0]?.buttons, [
      'Forget Everything',
      'Forget What Other Hosts Have, Too',
    ]);
    assert.deepEqual(removed, ['here']);
  });

  it('removes that where the person says so', async () => {
    press('Forget What Other Hosts Have, Too');
    await forgetEverything(ports(others(0, 1, [])));
    assert.match(
      questions[0]?.detail ?? '',
      /For other hosts that used Keyrail in this editor before, .+ 0 local copies of secrets and 1 connection stay\./,
    );
    assert.deepEqual(removed, ['here', 'of others']);
  });
});
