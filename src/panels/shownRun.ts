import { t } from '@vscode/l10n';
import { serverWord } from '../domain/text/serverWords.ts';
import { runOutcome } from '../domain/firstRun/demoRun.ts';
import { assertNever } from '../domain/errors.ts';
import { redact } from '../domain/secrets/redact.ts';
import type { RunReading } from '../editor/firstRun/watchedRun.ts';
import type { RunGraph } from '../wire/runGraph.ts';
import type { Run } from '../wire/runs.ts';
import { runPicture } from './runPicture.ts';
import type { ShownRun } from './protocol/playground.ts';

const longestText = 60_000;

/**
 * A run as the page shows it; `key` is `null` for a run that was made elsewhere. Texts of the server
 * are cut and cleaned of secrets on the way.
 */
export function shownRunOf(
  { run, graph, events }: RunReading,
  key: string | null,
  replayOf: string | null,
): Omit<ShownRun, 'isFirstRun'> {
  return {
    id: run.run_id,
    traceId: run.trace_id,
    status: run.status,
    statusWords: serverWord(run.status),
    answer: answerOf(graph),
    outcome: runOutcome(run.status),
    madeWith: madeWith(key, replayOf),
    createdAt: run.created_at,
    completedAt: run.completed_at,
    approvalId: run.pending_approval_id,
    advice: adviceOn(run),
    steps: runPicture(graph),
    events: events.map((event) => ({
      id: event.event_id,
      at: event.created_at,
      type: serverWord(event.event_type),
      actor: event.actor?.ref ?? event.actor?.type ?? '',
      payload: clean(payloadText(event.payload), 2_000),
    })),
    response: clean(JSON.stringify({ run, graph_summary: summary(graph) }, undefined, 2)),
  };
}

function madeWith(key: string | null, replayOf: string | null): string {
  if (key === null) return t('Made elsewhere; read with a key of this editor');
  return replayOf === null
    ? t('Made with the key {0}', key)
    : t('Replay of {0}, made with the key {1}', replayOf, key);
}

/** The summary of the document that a run leaves behind (docs/contract.md, Runs). */
function answerOf({ artifacts }: RunGraph): string | null {
  for (const { body } of artifacts.toReversed()) {
    const said: unknown =
      typeof body === 'object' && body !== null ? Reflect.get(body, 'summary') : undefined;
    if (typeof said === 'string' && said.trim() !== '') return clean(said, 4_000);
  }
  return null;
}

function summary({ steps, approvals, artifacts }: RunGraph) {
  return {
    steps: steps.length,
    approvals: approvals.length,
    artifacts: artifacts.map(({ artifact_id, artifact_type, body }) => ({
      artifact_id,
      artifact_type,
      ...(body === undefined ? {} : { body }),
    })),
  };
}

function adviceOn({ status }: Run): string | null {
  const outcome = runOutcome(status);
  switch (outcome) {
    case 'succeeded':
    case 'waiting':
      return null;
    case 'failed':
      return status === 'cancelled'
        ? t('It was cancelled. Replay it, or run the request again.')
        : t(
            'It ended in a failure. The steps and events say how far it came. Replay it, or run the request again.',
          );
    case 'open':
      return null;
    default:
      return assertNever(outcome);
  }
}

/** `decision: allow, labels: ["demo"]`: what an event carries, in words that break between lines. */
function payloadText(payload: unknown): string {
  if (payload === undefined || payload === null) return '';
  if (typeof payload !== 'object' || Array.isArray(payload)) return JSON.stringify(payload);
  return Object.entries(payload)
    .filter(([, value]) => value !== null)
    .map(
      ([name, value]) =>
        `${name}: ${typeof value === 'string' ? value : JSON.stringify(value).replaceAll(',', ', ')}`,
    )
    .join(', ');
}

function clean(text: string, longest = longestText): string {
  const safe = redact(text);
  return safe.length <= longest ? safe : `${safe.slice(0, longest)}\n… (${safe.length} characters)`;
}
