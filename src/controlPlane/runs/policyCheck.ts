import type { CreateRunBody } from '../../wire/runs.ts';

/** What the policy says about a run, in the fields of the server's events and summaries. */
export interface PolicyDecision {
  readonly channel: 'external_action';
  readonly subject_ref: 'send_email';
  readonly decision: 'allow' | 'approval_required';
  readonly policyId: string | null;
  readonly approverRoles: readonly string[];
  readonly timeoutSeconds: number;
  readonly labels: readonly string[];
  readonly riskTier: string | null;
}

const EXTERNAL_SEND = 'external-send';

/**
 * Whatever wants to leave the house waits for a person: by its text or by its label
 * (docs/contract.md, Runs).
 */
export function checkPolicy(request: CreateRunBody): PolicyDecision {
  const labels = request.policy_context?.labels ?? [];
  const text = typeof request.input.text === 'string' ? request.input.text : '';
  // The second word is 外發, written so that the bundle has no sign of two bytes.
  const external = /external|\u5916\u767c/i.test(text) || labels.includes(EXTERNAL_SEND);
  return {
    channel: 'external_action',
    subject_ref: 'send_email',
    decision: external ? 'approval_required' : 'allow',
    policyId: external ? 'pol_default_external_send_v1' : null,
    approverRoles: ['legal_approver'],
    timeoutSeconds: 86_400,
    // The text decides as the label does, and the trail says so.
    labels: external && !labels.includes(EXTERNAL_SEND) ? [...labels, EXTERNAL_SEND] : labels,
    riskTier: request.policy_context?.risk_tier ?? null,
  };
}
