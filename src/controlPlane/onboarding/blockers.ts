import type { Blocker, Onboarding } from '../../wire/onboarding.ts';
import { demoOutcome } from './demoRun.ts';
import type { OnboardingFacts } from './onboardingFacts.ts';

/**
 * What stands in the way, in the server's order and words (docs/contract.md, Onboarding, the newer
 * variant's texts).
 */
export function findBlockers(facts: OnboardingFacts): Blocker[] {
  const credential = credentialBlocker(facts);
  return [credential ?? demoBlocker(facts), trackBlocker(facts)].filter(
    (blocker) => blocker !== undefined,
  );
}

/** One of the chain at a time: what comes later cannot be done before. */
function credentialBlocker(facts: OnboardingFacts): Blocker | undefined {
  if (!facts.baselineReady) {
    return {
      code: 'baseline_not_ready',
      severity: 'blocking',
      message: 'Bootstrap baseline providers and policies before continuing onboarding.',
      surface: 'onboarding',
    };
  }
  if (facts.activeAccounts === 0) {
    return {
      code: 'service_account_missing',
      severity: 'blocking',
      message:
        facts.accounts === 0
          ? 'Create at least one active service account for workspace runtime operations.'
          : 'Only disabled or historical service accounts remain. Create a new active service account for workspace runtime operations.',
      surface: 'service-accounts',
    };
  }
  if (facts.activeKeys === 0) {
    return {
      code: 'api_key_missing',
      severity: 'blocking',
      message:
        facts.keys === 0
          ? 'Issue an API key so the first workspace demo flow can be invoked.'
          : 'Only revoked or historical API keys remain. Issue a new active API key so the first workspace demo flow can be invoked.',
      surface: 'api-keys',
    };
  }
  return undefined;
}

function demoBlocker(facts: OnboardingFacts): Blocker | undefined {
  const outcome = demoOutcome(facts.latestDemoRun);
  switch (outcome) {
    case 'succeeded':
      return undefined;
    case 'missing':
      return {
        code: 'demo_run_missing',
        severity: 'blocking',
        message: 'No onboarding demo run exists yet. Run the first demo flow from Playground.',
        surface: 'playground',
      };
    case 'failed':
      return {
        code: 'demo_run_failed',
        severity: 'blocking',
        message: 'Latest onboarding demo run failed and requires replay or a fresh demo execution.',
        surface: 'playground',
      };
    case 'open':
      return {
        code: 'demo_run_in_progress',
        severity: 'warning',
        message:
          'Latest onboarding demo run is not completed yet. Wait for completion before verification handoff.',
        surface: 'playground',
      };
  }
}

function trackBlocker({ tracks, latestDemoRun }: OnboardingFacts): Blocker | undefined {
  if (demoOutcome(latestDemoRun) !== 'succeeded') return undefined;
  if (tracks.verification.status !== 'complete') {
    return {
      code: 'verification_track_incomplete',
      severity: 'warning',
      message:
        'Verification delivery track is not complete. Attach evidence and close verification before go-live.',
      surface: 'verification',
    };
  }
  if (tracks.go_live.status !== 'complete') {
    return {
      code: 'go_live_track_incomplete',
      severity: 'warning',
      message:
        'Go-live track is not complete. Continue the rehearsal checklist and capture remaining evidence.',
      surface: 'go-live',
    };
  }
  return undefined;
}

/** The first blocking one, else the first warning, else keeping the evidence current. */
export function recommend(blockers: readonly Blocker[]): Onboarding['recommended_next'] {
  const blocking = blockers.find((blocker) => blocker.severity === 'blocking');
  const first = blocking ?? blockers[0];
  if (first === undefined) {
    return {
      surface: 'verification',
      action: 'Maintain evidence hygiene',
      reason: 'Onboarding and delivery tracks are complete. Keep verification evidence current.',
    };
  }
  return {
    surface: first.surface,
    action:
      blocking === undefined ? 'Address readiness warning' : 'Resolve primary onboarding blocker',
    reason: first.message,
  };
}
