import assert from 'node:assert/strict';
import { answeredArgument } from '../../src/editor/ownArguments.ts';
import { ApiError } from '../../src/client/apiError.ts';
import { testRemote } from '../../src/commands/connection/testConnection.ts';
import { disableServiceAccount } from '../../src/commands/workspace/disableServiceAccount.ts';
import { CancelledError } from '../../src/domain/errors.ts';
import { emptySnapshot } from '../../src/editor/keys/snapshot.ts';
import type { Log } from '../../src/editor/log.ts';
import { report } from '../../src/editor/report.ts';
import { endedHere } from '../../src/lifecycle/ledger/endedHere.ts';
import { windowPorts } from '../../src/commands/windowPorts.ts';
import type { Services } from '../../src/services.ts';
import { makeAccount } from '../unit/domain/rows.ts';
import { openFixture, type LifecycleFixture } from '../unit/lifecycle/lifecycleFixture.ts';
import { remoteConnection } from '../fixtures/remoteConnection.ts';
import { answerWith } from './support/windowOf.ts';

const stopped = (mayHaveCommitted: boolean) =>
  new ApiError({
    kind: 'aborted',
    method: mayHaveCommitted ? 'POST' : 'GET',
    path: '/saas/workspaces/ws_1/service-accounts/svc_ci:disable',
    status: undefined,
    code: 'aborted',
    reason: '',
    mayHaveCommitted,
  });
const connection = remoteConnection('Here');
// Of a log, a message needs no more.
const log = { error: () => undefined } as unknown as Log;

describe('a call that the person stopped', () => {
  const told = async (error: unknown) => {
    const said: string[] = [];
    const restore = answerWith({ showErrorMessage: async (message) => void said.push(message) });
    try {
      await report(error, log);
    } finally {
      restore();
    }
    return said;
  };

  it('is silent where nothing had been sent that changes something, and only there', async () => {
    assert.deepEqual(await told(stopped(false)), []);
    assert.deepEqual(await told(stopped(true)), [
      'Stopped. It may have been carried out all the same. Look before you try again.',
    ]);
  });

  it('is no connection that does not work', async () => {
    const management = { health: () => Promise.reject(stopped(false)) };
    const sessions = { open: async () => ({ management }) };
    // A test of a connection needs no more of a window.
    const services = { sessions, log } as unknown as Services;
    await assert.rejects(testRemote(windowPorts(services, undefined), connection), CancelledError);
  });

  describe('while it disabled a service account', () => {
    let fixture: LifecycleFixture;
    let refreshed = 0;
    beforeEach(async () => {
      refreshed = 0;
      fixture = await openFixture();
    });
    afterEach(() => fixture.dispose());

    /** A window whose request is stopped after it was sent. */
    const disabling = async (status: string) => {
      const { workspaceId } = fixture.at;
      const account = makeAccount();
      const management = {
        disableServiceAccount: () => Promise.reject(stopped(true)),
        serviceAccounts: async () => [{ ...account, status }],
      };
      const context = { connection, workspaceId, workspaceName: 'One', workspaceSlug: 'one' };
      const keyList = {
        here: async () => ({ context, session: { management } }),
        snapshot: { ...emptySnapshot, accounts: [{ account, liveKeys: 0 }] },
        refresh: async () => refreshed++,
      };
      // The command needs no more of a window.
      const services = { keyList, lifecycle: async () => fixture.lifecycle } as unknown as Services;
      const { service_account_id: serviceAccountId } = account;
      const argument = answeredArgument({ serviceAccountId });
      await assert.rejects(
        disableServiceAccount(windowPorts(services, argument), argument),
        ApiError,
      );
      return [...(await endedHere(fixture.lifecycle.ledger)).accounts];
    };

    it('is looked after, and noted as our own doing where it was done', async () => {
      assert.deepEqual(await disabling('disabled'), ['svc_ci']);
      assert.equal(refreshed, 1);
    });

    it('is looked after, and not noted where it was not', async () => {
      assert.deepEqual(await disabling('active'), []);
      assert.equal(refreshed, 1);
    });
  });
});
