import assert from 'node:assert/strict';
import type { FirstRunPage } from '../../../src/domain/firstRun/firstRun.ts';
import { managingCommands, mayPress } from '../../../src/domain/managingCommands.ts';
import { readRecording, recordingNames } from '../../support/recordings.ts';
import { asRole, pageOf, recordedAccounts, recordedKeys, stepOf } from './firstRunStates.ts';
import { makeAccount, makeKey } from './rows.ts';

const details = recordingNames().filter((name) => {
  const { request, response } = readRecording(name);
  return (
    request.method === 'GET' &&
    response.status === 200 &&
    /^\/api\/v1\/saas\/workspaces\/[^/]+$/.test(request.path)
  );
});
const small = ['operator', 'approver', 'auditor', 'viewer'] as const;
const unseen = { accounts: undefined, keys: undefined };
const seen = () => ({ accounts: recordedAccounts(), keys: recordedKeys('11-keys-list') });
/** Of use to whoever may read: the rest takes a managing role, or a key that it lists. */
const harmless = ['keyrail.refresh', 'keyrail.exportAudit'];

const offered = ({ steps, blockers }: FirstRunPage) =>
  [...steps, ...blockers].flatMap(({ command }) => (command === undefined ? [] : [command.id]));

describe('the first run of each role', () => {
  for (const role of small) {
    it(`offers ${role === 'viewer' ? 'a' : 'an'} ${role} no button that needs more, in every recorded state`, () => {
      for (const name of details) {
        // No list comes for these roles; whatever else may be known of keys opens no more.
        for (const around of [
          unseen,
          seen(),
          { ...seen(), copies: ['key_mwsgtj14d5e688d8fb4e4724'] },
        ]) {
          const page = pageOf(name, { ...around, change: asRole(role) });
          const wrong = offered(page).filter((id) => !harmless.includes(id));
          assert.deepEqual(
            around === unseen ? wrong : wrong.filter((id) => managingCommands.has(id)),
            [],
            name,
          );
          for (const step of page.steps) {
            if (step.state === 'blocked')
              assert.notEqual(step.why, undefined, `${name} ${step.id}`);
          }
        }
      }
    });
  }

  it('offers both managing roles the same, and one that nobody knows', () => {
    for (const name of details) {
      const of = (role: string) => pageOf(name, { ...seen(), change: asRole(role) });
      const owner = offered(of('workspace_owner'));
      assert.ok(owner.length > 0, name);
      assert.deepEqual(offered(of('workspace_admin')), owner, name);
      assert.deepEqual(offered(of('somebody_new')), owner, name);
    }
  });

  it('goes by the role of the person where the detail does not say one', () => {
    const untold = {
      change: (detail: Parameters<ReturnType<typeof asRole>>[0]) => ({
        ...detail,
        workspace: { ...detail.workspace, membership: null },
      }),
    };
    const page = (role?: string) => pageOf('08-detail-baseline_ready', { ...untold, role });
    assert.notDeepEqual(offered(page()), []);
    assert.deepEqual(offered(page('viewer')), []);
    assert.match(stepOf(page('viewer'), 'service-account').why ?? '', /yours is viewer/);
  });

  it('tells who may list no keys that a run which waits is decided with one', () => {
    const page = pageOf('31-detail-demo-waiting-approval', {
      ...unseen,
      change: asRole('approver'),
    });
    const { state, why } = stepOf(page, 'demo-run');
    assert.equal(state, 'blocked');
    assert.match(why ?? '', /decided with a key, and your role may not list keys/);
  });

  /** As a viewer sees it who can list neither, by the counts of *wave*. */
  const counted = (accounts: readonly [number, number], keys: readonly [number, number]) =>
    pageOf('40-wave-detail-key-active', {
      ...unseen,
      change: (detail) => {
        const { onboarding } = asRole('viewer')(detail);
        const summary = {
          ...onboarding.summary,
          service_accounts_total: accounts[1],
          active_service_accounts_total: accounts[0],
          api_keys_total: keys[1],
          active_api_keys_total: keys[0],
        };
        return { ...asRole('viewer')(detail), onboarding: { ...onboarding, summary } };
      },
    });

  it('takes no key for live that only counts as active: it may have expired, or its account be disabled', () => {
    for (const active of [0, 1, 2]) {
      const { state, facts, why } = stepOf(counted([active, 2], [1, 1]), 'key');
      assert.equal(state, 'blocked');
      assert.deepEqual(facts, ['1 key, state unknown']);
      assert.match(why ?? '', /^Whether one is live cannot be seen with your role\./);
    }
    assert.deepEqual(stepOf(counted([1, 1], [0, 2]), 'key').facts, ['0 live of 2 keys']);
    assert.equal(stepOf(counted([1, 2], [1, 1]), 'service-account').state, 'done');
  });

  it('takes no key of a disabled account for live where it is listed as active', () => {
    const page = pageOf('40-main-detail-key-active', {
      accounts: [makeAccount({ status: 'disabled' })],
      keys: [makeKey()],
    });
    assert.equal(stepOf(page, 'key').state, 'blocked');
  });
});

describe('the commands that take a managing role', () => {
  it('are kept from the roles of which that is known, and from no other', () => {
    for (const role of small) assert.equal(mayPress(role, 'keyrail.createKey'), false);
    for (const role of ['workspace_owner', 'workspace_admin', 'somebody_new', undefined])
      assert.equal(mayPress(role, 'keyrail.createKey'), true);
    for (const role of small) assert.equal(mayPress(role, 'keyrail.refresh'), true);
  });
});
