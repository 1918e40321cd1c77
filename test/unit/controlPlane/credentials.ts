import assert from 'node:assert/strict';
import type { Ask, PlaneFixture, Said } from './planeFixture.ts';

/** A key as a test holds it. */
export interface Held {
  readonly id: string;
  readonly secret: string;
}

/** Creates a service account and answers its id. */
export async function account(
  fixture: PlaneFixture,
  name: string,
  role?: string,
  ws = fixture.home,
) {
  const made = await fixture.ask('POST', `${ws}/service-accounts`, { body: { name, role } });
  assert.equal(made.status, 201, JSON.stringify(made.body));
  return made.text('data.service_account.service_account_id');
}

/** Issues a key; with `runs:write` alone unless told otherwise. */
export async function issue(
  fixture: PlaneFixture,
  body: Readonly<Record<string, unknown>> = {},
  ws = fixture.home,
  ask: Ask = {},
): Promise<Held> {
  const made = await fixture.ask('POST', `${ws}/api-keys`, {
    ...ask,
    body: { scope: ['runs:write'], ...body },
  });
  assert.equal(made.status, 201, JSON.stringify(made.body));
  return { id: made.text('data.api_key.api_key_id'), secret: made.text('data.secret_key') };
}

export const ALL_SCOPES = ['runs:write', 'runs:manage', 'approvals:write', 'a2a:write', 'mcp:call'];

export const PLAIN = { input: { kind: 'user_instruction', text: 'Run the first demo flow' } };

export const EXTERNAL = {
  input: { kind: 'user_instruction', text: 'send a mail' },
  policy_context: { labels: ['external-send'] },
};

/**
 * The request that counts as the demo run of the workspace with this slug (docs/contract.md,
 * Onboarding).
 */
export function demo(slug = 'local') {
  return {
    input: { kind: 'user_instruction', text: 'Summarize the current approval queue.' },
    entry_agent_id: 'catalog_router',
    context: {
      source_app: 'web_console',
      onboarding_flow: 'workspace_first_demo',
      workspace_slug: slug,
      conversation_id: `onboarding-${slug}`,
    },
    policy_context: { risk_tier: 'default', labels: ['onboarding', 'demo'] },
    options: { async: true, priority: 'normal' },
  };
}

/** Starts a run and answers its id. */
export async function run(
  fixture: PlaneFixture,
  secret: string,
  body: unknown = PLAIN,
): Promise<string> {
  const made = await fixture.ask('POST', '/runs', { secret, body });
  assert.equal(made.status, 201, JSON.stringify(made.body));
  return made.text('data.run_id');
}

/** Creates a second workspace of the same organization and answers its path. */
export async function workspace(
  fixture: PlaneFixture,
  slug: string,
  more: Record<string, unknown> = {},
) {
  const made = await createWorkspace(fixture, slug, more);
  assert.equal(made.status, 201, JSON.stringify(made.body));
  return `/saas/workspaces/ws_${slug}`;
}

/** Asks for a workspace of the owner's organization. */
export async function createWorkspace(
  fixture: PlaneFixture,
  slug: string,
  more: Record<string, unknown> = {},
  ask: Ask = {},
): Promise<Said> {
  const me = await fixture.ask('GET', '/saas/me');
  const body = {
    workspace_id: `ws_${slug}`,
    organization_id: me.text('data.workspaces.0.organization_id'),
    slug,
    display_name: slug,
    tenant_id: `tenant_${slug}`,
    ...more,
  };
  return fixture.ask('POST', '/saas/workspaces', { ...ask, body });
}
