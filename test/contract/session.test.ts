import assert from 'node:assert/strict';
import { me } from '../../src/wire/me.ts';
import { memberList } from '../../src/wire/members.ts';
import { workspaceList } from '../../src/wire/workspaces.ts';
import { ask, inWorkspace } from './ask.ts';
import { dataOf, refusedWith, turnedAway } from './expect.ts';
import { fresh } from './names.ts';
import { skipTest } from './skip.ts';
import { readDetail } from './stage.ts';
import { target } from './target.ts';

const MISSING_ROLE = ['tenant_access_denied', 'workspace_admin_required'];

describe('session', () => {
  it('knows who asks and names the workspace under test', async () => {
    const data = dataOf(await ask('GET', '/saas/me'), 200, me);
    assert.equal(data.user.status, 'active');
    const ids = data.workspaces.map(({ workspace_id }) => workspace_id);
    assert.ok(ids.includes(target().workspaceId));
  });

  it('lists the same workspaces as it names', async () => {
    const own = dataOf(await ask('GET', '/saas/me'), 200, me).workspaces;
    const list = dataOf(await ask('GET', '/saas/workspaces'), 200, workspaceList);
    const ids = (rows: readonly { workspace_id: string }[]) =>
      rows.map(({ workspace_id }) => workspace_id).sort();
    assert.deepEqual(ids(list.items), ids(own));
    assert.equal(list.page_info.next_cursor, null);
  });

  it('shows plan, usage, onboarding and members in the detail', async () => {
    const detail = await readDetail();
    assert.equal(detail.workspace.workspace_id, target().workspaceId);
    assert.equal(detail.workspace.plan_id, detail.plan.plan_id);
    assert.ok(detail.usage.metrics.runs_created);
    assert.ok(detail.members.length > 0);
    assert.ok(Date.parse(detail.usage.period_start) < Date.parse(detail.usage.period_end));
  });

  it('lists the tester among the members', async () => {
    const { user } = dataOf(await ask('GET', '/saas/me'), 200, me);
    const members = dataOf(await ask('GET', inWorkspace('/members')), 200, memberList).items;
    assert.ok(
      members.some(({ user_id, status }) => user_id === user.user_id && status === 'active'),
    );
  });

  it('does not show a workspace that does not exist or is not ours', async () => {
    const answer = await ask('GET', `/saas/workspaces/${fresh('none')}`);
    refusedWith(answer, [403, 404], ['workspace_not_found', 'tenant_access_denied']);
  });

  it('lets nobody in without an identity', async function () {
    for (const path of ['/saas/me', '/saas/workspaces', inWorkspace(), inWorkspace('/api-keys')]) {
      turnedAway(this, await ask('GET', path, { as: 'nobody' }));
    }
  });

  it('refuses a member without the role, in the words of either variant', async function () {
    const as = target().viewerHeaders;
    if (!as) skipTest(this, 'no --viewer-header was given');
    for (const path of ['/api-keys', '/service-accounts']) {
      refusedWith(await ask('GET', inWorkspace(path), { as }), 403, MISSING_ROLE);
      const posted = { as, body: { name: 'x' }, idempotencyKey: fresh('viewer') };
      const refusal = refusedWith(await ask('POST', inWorkspace(path), posted), 403, MISSING_ROLE);
      assert.ok(Array.isArray(refusal.details['required_roles']));
    }
  });
});
