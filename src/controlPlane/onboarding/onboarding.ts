import type { Onboarding } from '../../wire/onboarding.ts';
import { findBlockers, recommend } from './blockers.ts';
import { demoHint, demoOutcome } from './demoRun.ts';
import type { OnboardingFacts } from './onboardingFacts.ts';

/**
 * First-run state as the newer server variant computes it: only what is active counts
 * (docs/contract.md, Onboarding).
 */
export function onboarding(facts: OnboardingFacts): Onboarding {
  const outcome = demoOutcome(facts.latestDemoRun);
  const checklist = {
    workspace_created: true,
    baseline_ready: facts.baselineReady,
    service_account_created: facts.activeAccounts > 0,
    api_key_created: facts.activeKeys > 0,
    demo_run_created: outcome !== 'missing',
    demo_run_succeeded: outcome === 'succeeded',
  };
  const blockers = findBlockers(facts);
  return {
    status: statusOf(checklist),
    checklist,
    summary: {
      providers_total: facts.providers,
      policies_total: facts.policies,
      ...facts.bootstrap,
      service_accounts_total: facts.accounts,
      active_service_accounts_total: facts.activeAccounts,
      api_keys_total: facts.keys,
      active_api_keys_total: facts.activeKeys,
      demo_runs_total: facts.demoRuns,
    },
    latest_demo_run: facts.latestDemoRun,
    latest_demo_run_hint: demoHint(facts.latestDemoRun),
    blockers,
    recommended_next: recommend(blockers),
    delivery_guidance: guide(facts),
    next_actions: nextActions(facts, checklist),
  };
}

type Checklist = Record<
  | 'baseline_ready'
  | 'service_account_created'
  | 'api_key_created'
  | 'demo_run_created'
  | 'demo_run_succeeded',
  boolean
>;

function isReady(checklist: Checklist): boolean {
  return checklist.baseline_ready && checklist.service_account_created && checklist.api_key_created;
}

function statusOf(checklist: Checklist): Onboarding['status'] {
  if (checklist.demo_run_succeeded) return 'demo_run_succeeded';
  if (checklist.demo_run_created) return 'demo_run_started';
  if (isReady(checklist)) return 'ready_for_demo';
  return checklist.baseline_ready ? 'baseline_ready' : 'workspace_created';
}

function guide({ tracks }: OnboardingFacts): Onboarding['delivery_guidance'] {
  const { verification, go_live } = tracks;
  const common = {
    verification_status: verification.status,
    go_live_status: go_live.status,
    updated_at: [verification.updated_at, go_live.updated_at].sort().at(-1) || null,
  };
  if (verification.status !== 'complete') {
    return {
      ...common,
      next_surface: 'verification',
      summary: 'Verification track is still open; capture run evidence and update delivery status.',
    };
  }
  return go_live.status === 'complete'
    ? {
        ...common,
        next_surface: 'onboarding',
        summary: 'Verification and go-live tracks are complete for this workspace.',
      }
    : {
        ...common,
        next_surface: 'go_live',
        summary:
          'Verification is complete; continue go-live rehearsal and collect final handoff evidence.',
      };
}

function nextActions({ tracks }: OnboardingFacts, checklist: Checklist): string[] {
  const actions: string[] = [];
  if (!checklist.baseline_ready) actions.push('Bootstrap the baseline provider and policy bundle');
  if (!checklist.service_account_created) {
    actions.push('Create a service account for the first workload');
  }
  if (!checklist.api_key_created) actions.push('Issue an API key and store the one-time secret');
  if (isReady(checklist) && !checklist.demo_run_created) {
    actions.push('Open Playground and execute the first demo flow');
  }
  if (checklist.demo_run_created && !checklist.demo_run_succeeded) {
    actions.push('Inspect the latest demo run and drive it to completion');
  }
  if (!checklist.demo_run_succeeded) return actions;
  if (tracks.verification.status !== 'complete') {
    actions.push('Capture verification evidence and update the verification delivery track');
  } else if (tracks.go_live.status !== 'complete') {
    actions.push('Continue the go-live rehearsal and update the go-live delivery track');
  }
  return actions;
}
