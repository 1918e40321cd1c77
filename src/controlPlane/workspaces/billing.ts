import type { Plan, Subscription } from '../../wire/plans.ts';
import type { BillingSummary } from '../../wire/usage.ts';
import type { MemberWorkspace } from './requestContext.ts';

/** What the detail says about paying: nothing here costs anything, in the fields that clients expect. */
export function billing(workspace: MemberWorkspace, plan: Plan) {
  const subscription: Subscription = {
    subscription_id: workspace.subscription_id,
    workspace_id: workspace.workspace_id,
    organization_id: workspace.organization_id,
    plan_id: plan.plan_id,
    billing_provider: 'manual',
    external_customer_ref: null,
    external_subscription_ref: null,
    status: 'active',
    current_period_start: workspace.created_at,
    current_period_end: null,
    cancel_at_period_end: false,
    created_at: workspace.created_at,
    updated_at: workspace.created_at,
  };
  const summary: BillingSummary = {
    status: plan.tier === 'paid' ? 'active' : 'manual_free',
    status_label: plan.tier === 'paid' ? 'Paid plan active' : `${plan.display_name} plan`,
    status_tone: plan.tier === 'paid' ? 'positive' : 'neutral',
    provider: 'manual',
    plan_code: plan.code,
    plan_display_name: plan.display_name,
    monthly_price_cents: plan.monthly_price_cents,
    current_period_start: workspace.created_at,
    current_period_end: null,
    cancel_at_period_end: false,
    self_serve_enabled: false,
    description: 'The local control plane runs on this machine and bills nothing.',
    action: { kind: 'none', label: 'Nothing to manage', href: '', availability: 'unavailable' },
  };
  return {
    subscription,
    billing_summary: summary,
    billing_providers: { current_provider_code: 'manual', providers: [PROVIDER] },
  };
}

const PROVIDER = {
  code: 'manual',
  display_name: 'Manual billing',
  kind: 'manual',
  status: 'active',
  is_current: true,
  supports_checkout: false,
  supports_customer_portal: false,
  supports_subscription_cancel: false,
  supports_webhooks: false,
  webhook_path: null,
  notes: ['The local control plane bills nothing.'],
};
