import { t } from '@vscode/l10n';
import { managementOf, roleSentence } from '../domain/roles.ts';
import { exampleNames, exampleText, type ExampleName } from '../domain/firstRun/exampleRuns.ts';
import { pressureOf } from '../domain/firstRun/usagePressure.ts';
import { serverWord } from '../domain/text/serverWords.ts';
import { recentRuns } from './recentRuns.ts';
import { keyLabel } from '../domain/keys/keyLabel.ts';
import { scopeList } from '../domain/keys/scopes.ts';
import { heldKeys, mayStartRuns } from '../editor/keys/heldKeys.ts';
import type { PastRun } from '../editor/firstRun/runHistory.ts';
import { rowOfKey, type Snapshot } from '../editor/keys/snapshot.ts';
import { commentOn } from './draft.ts';
import { defaultRequest, type Playground } from './playground.ts';
import { pendingApproval, shownApproval } from './runApproval.ts';
import type { SessionState } from './sessionState.ts';
import { readRunRequest } from './runRequest.ts';
import { shownRunOf } from './shownRun.ts';
import type { PlaygroundState, ShownRun } from './protocol/playground.ts';
import { shownRefusal } from './refusal.ts';
import { whereOf } from './where.ts';

/** The playground page's state from what is known now. */
export function playgroundStateOf(
  snapshot: Snapshot,
  playground: Playground,
  history: readonly PastRun[],
): PlaygroundState {
  const { context, keys } = snapshot;
  const held = heldKeys(keys);
  const { draft, session } = playground;
  const { refusal, activity, reading } = session.state;
  const chosen = held.find(({ key }) => key.api_key_id === draft.keyId) ?? held[0];
  const text = draft.text ?? defaultRequest(context);
  const { freshness } = snapshot;
  const mayNot = whatIsRefused(snapshot);
  const pending = pendingApproval(reading, snapshot);
  const request = readRunRequest(text, context?.workspaceSlug ?? '');
  return {
    where: whereOf(snapshot),
    freshness,
    keys: held.map((row) => ({
      id: row.key.api_key_id,
      label: keyLabel(row),
      description: scopeList(row.key.scope),
      mayStartRuns: mayStartRuns(row),
    })),
    keyId: chosen?.key.api_key_id ?? null,
    lacksKey:
      mayNot === null &&
      held.length === 0 &&
      (freshness.kind === 'fresh' || freshness.kind === 'stale'),
    mayNot,
    text,
    edition: draft.edition,
    example: exampleOf(text, context?.workspaceSlug ?? ''),
    problem: request.valid ? null : request.reason,
    blocked: request.body === undefined,
    counts:
      request.valid && request.counts ? (isFirstRunDone(snapshot) ? 'again' : 'first') : 'not',
    activity,
    run: shownRun(snapshot, session.state),
    approval: shownApproval(pending, context?.role),
    comment: commentOn(draft, pending?.approval.approval_id),
    refusal: refusal === undefined ? null : shownRefusal(refusal, context?.role),
    usage: usageOf(snapshot),
    runs: recentRuns(history),
    history: history.slice(0, listedRuns).map(({ runId, status, keyId, createdAt, replayOf }) => ({
      runId,
      status: serverWord(status),
      key: labelOf(snapshot, keyId),
      at: createdAt,
      isReplay: replayOf !== null,
    })),
  };
}

/** Keys are what everything here is done with, and only some roles may list them. */
function whatIsRefused({ state, context, freshness }: Snapshot): string | null {
  const role = context?.role;
  if (role !== undefined && managementOf(role) === 'refused') {
    return t('A run is made with a key. {0}', roleSentence(role, t('see API keys')));
  }
  return state === 'noPermission' && freshness.kind === 'failed'
    ? t('A run is made with a key. {0}', freshness.because)
    : null;
}

/** As many can be looked at again from the page. */
const listedRuns = 12;

function exampleOf(text: string, workspaceSlug: string): PlaygroundState['example'] {
  const isText = (name: ExampleName) => exampleText(name, workspaceSlug) === text;
  return exampleNames.find(isText) ?? null;
}

function usageOf({ detail }: Snapshot): PlaygroundState['usage'] {
  const metric = detail?.usage.metrics.runs_created;
  if (!metric) return null;
  const { label, text, ratio, level } = pressureOf('runs_created', metric);
  return { label, text, ratio, level };
}

/** The run that is looked at; `null` before it was read. */
export function shownRun(snapshot: Snapshot, { past, reading }: SessionState): ShownRun | null {
  if (!past || !reading) return null;
  const shown = shownRunOf(reading, past.keyId && labelOf(snapshot, past.keyId), past.replayOf);
  const { latest_demo_run: first } = snapshot.detail?.onboarding ?? {};
  return { ...shown, isFirstRun: first?.run_id === shown.id };
}

function isFirstRunDone({ detail }: Snapshot): boolean {
  return detail?.onboarding.checklist.demo_run_succeeded ?? false;
}

function labelOf(snapshot: Snapshot, keyId: string | null): string {
  const row = keyId === null ? undefined : rowOfKey(snapshot, keyId);
  return row ? keyLabel(row) : (keyId ?? '');
}
