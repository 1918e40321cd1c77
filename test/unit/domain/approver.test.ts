import assert from 'node:assert/strict';
import { approverAmong, approverRoles } from '../../../src/domain/firstRun/approver.ts';
import type { KeyRowFacts } from '../../../src/domain/keys/keyFacts.ts';
import { runGraph } from '../../../src/wire/runGraph.ts';
import { recordedData } from '../../support/recordings.ts';
import { makeAccount, makeKey } from './rows.ts';

const legal = makeAccount({
  service_account_id: 'svc_legal',
  name: 'legal',
  role: 'legal_approver',
});
const plain = makeAccount({ service_account_id: 'svc_plain', name: 'plain' });
const accounts = [legal, plain];
const roles = ['legal_approver'];

function row(
  owner: string | null,
  scope: string[],
  { hasCopy = true, kind = 'active', id = 'key_1' } = {},
): KeyRowFacts {
  return {
    key: makeKey({ api_key_id: id, service_account_id: owner, scope }),
    status: (kind === 'active' ? { kind: 'active' } : { kind: 'revoked', at: null }) as never,
    name: undefined,
    accountName: undefined,
    createdBy: undefined,
    rotationWindowDays: 0,
    hasCopy,
    placements: [],
    retiring: undefined,
  };
}

const helpOf = (rows: KeyRowFacts[], owners = accounts) => {
  const found = approverAmong(rows, owners, roles);
  return found.kind === 'nobody' ? found : assert.fail('somebody may decide');
};

describe('who decides an approval', () => {
  it('is a held key with scope and role, the narrow one first', () => {
    const found = approverAmong(
      [row('svc_legal', [], { id: 'key_all' }), row('svc_legal', ['approvals:write'])],
      accounts,
      roles,
    );
    assert.equal(found.kind === 'key' && found.row.key.api_key_id, 'key_1');
  });

  it('is any held key with the scope where the server does not say which role it asks for', () => {
    const found = approverAmong([row(null, ['approvals:write'])], [], []);
    assert.equal(found.kind, 'key');
  });

  it('is nobody without the role: the role comes with a service account', () => {
    const { why, remedy } = helpOf([row('svc_plain', ['approvals:write'])], [plain]);
    assert.match(why, /No key here has the role legal approver/);
    assert.deepEqual(remedy.args, [{ role: 'legal_approver' }]);
    assert.equal(remedy.command, 'keyrail.createServiceAccount');
  });

  it('is nobody without the scope: rotation brings it', () => {
    const { why, remedy } = helpOf([row('svc_legal', ['runs:write'])]);
    assert.match(why, /has the role, but not the scope approvals:write/);
    assert.deepEqual(remedy.args, [{ keyId: 'key_1', scope: ['runs:write', 'approvals:write'] }]);
  });

  it('is nobody here while the secret is elsewhere', () => {
    const { remedy } = helpOf([row('svc_legal', ['approvals:write'], { hasCopy: false })]);
    assert.equal(remedy.command, 'keyrail.importSecret');
  });

  it('is nobody while the account with the role has no live key', () => {
    const { remedy } = helpOf([row('svc_legal', ['approvals:write'], { kind: 'revoked' })]);
    assert.equal(remedy.command, 'keyrail.createKey');
    assert.deepEqual(remedy.args?.[0], {
      serviceAccountId: 'svc_legal',
      scope: ['approvals:write'],
      name: 'approvals',
    });
  });

  it('is asked for by the roles of the recorded graph, and by none of what is no JSON', () => {
    const { approvals } = runGraph.parse(recordedData('15-run-waiting-graph'));
    const [approval] = approvals;
    assert.ok(approval);
    assert.deepEqual(approverRoles(approval), ['legal_approver']);
    for (const text of [null, '', '{', '[]', '{"approver_roles":"x"}', '{"approver_roles":[1]}']) {
      assert.deepEqual(approverRoles({ ...approval, approver_scope_json: text }), []);
    }
  });
});
