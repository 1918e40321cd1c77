import { t } from '@vscode/l10n';

/** Sentences that both variants of the server send, as they were recorded (docs/contract.md). */
const known: ReadonlyMap<string, string> = new Map([
  [
    'Bootstrap baseline providers and policies before continuing onboarding.',
    t('Bootstrap baseline providers and policies before continuing onboarding.'),
  ],
  [
    'Create at least one active service account for workspace runtime operations.',
    t('Create at least one active service account for workspace runtime operations.'),
  ],
  [
    'Only disabled or historical service accounts remain. Create a new active service account for workspace runtime operations.',
    t(
      'Only disabled or historical service accounts remain. Create a new active service account for workspace runtime operations.',
    ),
  ],
  [
    'Issue an API key so the first workspace demo flow can be invoked.',
    t('Issue an API key so the first workspace demo flow can be invoked.'),
  ],
  [
    'Only revoked or historical API keys remain. Issue a new active API key so the first workspace demo flow can be invoked.',
    t(
      'Only revoked or historical API keys remain. Issue a new active API key so the first workspace demo flow can be invoked.',
    ),
  ],
  [
    'No onboarding demo run exists yet. Run the first demo flow from Playground.',
    t('No onboarding demo run exists yet. Run the first demo flow from Playground.'),
  ],
  [
    'Latest onboarding demo run failed and requires replay or a fresh demo execution.',
    t('Latest onboarding demo run failed and requires replay or a fresh demo execution.'),
  ],
  [
    'Latest onboarding demo run is not completed yet. Wait for completion before verification handoff.',
    t(
      'Latest onboarding demo run is not completed yet. Wait for completion before verification handoff.',
    ),
  ],
  [
    'Verification delivery track is not complete. Attach evidence and close verification before go-live.',
    t(
      'Verification delivery track is not complete. Attach evidence and close verification before go-live.',
    ),
  ],
  [
    'Go-live track is not complete. Continue the rehearsal checklist and capture remaining evidence.',
    t(
      'Go-live track is not complete. Continue the rehearsal checklist and capture remaining evidence.',
    ),
  ],
  ['Demo run completed successfully', t('Demo run completed successfully')],
  ['Demo run ended with a failure state', t('Demo run ended with a failure state')],
  ['Demo run requires operator review', t('Demo run requires operator review')],
  ['Demo run is still in progress', t('Demo run is still in progress')],
  [
    'The workspace is active on its current plan, with manual billing operations behind the scenes.',
    t(
      'The workspace is active on its current plan, with manual billing operations behind the scenes.',
    ),
  ],
  [
    'This workspace is on the free plan. A test-only mock checkout flow is configured for non-production validation.',
    t(
      'This workspace is on the free plan. A test-only mock checkout flow is configured for non-production validation.',
    ),
  ],
  [
    'The local control plane runs on this machine and bills nothing.',
    t('The local control plane runs on this machine and bills nothing.'),
  ],
  ['Free plan', t('Free plan')],
  ['Local plan', t('Local plan')],
  ['Paid plan active', t('Paid plan active')],
]);

/** A sentence of the server in the person's language; one that is not known as it came. */
export function serverSentence(sentence: string): string {
  return known.get(sentence) ?? sentence;
}
