import { keyRow } from '../domain/keys/keyRow.ts';
import { heldKeys, mayStartRuns } from '../editor/keys/heldKeys.ts';
import type { PastRun } from '../editor/firstRun/runHistory.ts';
import { keyLabel, type Snapshot } from '../editor/keys/snapshot.ts';
import { defaultRequest, type Playground } from './playground.ts';
import { readRunRequest } from './runRequest.ts';
import type { PlaygroundState } from './protocol/playground.ts';

/** The playground page's state from what is known now. */
export function playgroundStateOf(
  snapshot: Snapshot,
  playground: Playground,
  history: readonly PastRun[],
  edition: number,
): PlaygroundState {
  const { context, keys } = snapshot;
  const now = new Date();
  const held = heldKeys(keys);
  const { draft, run, refusal, activity } = playground;
  const chosen = held.find(({ key }) => key.api_key_id === draft.keyId) ?? held[0];
  const text = draft.text ?? defaultRequest(context);
  const request = readRunRequest(text, context?.workspaceSlug ?? '');
  const labels = new Map(keys.map((row) => [row.key.api_key_id, keyLabel(row)]));
  return {
    where: context
      ? {
          connection: context.connection.name,
          production: context.connection.production,
          workspace: context.workspaceName,
        }
      : null,
    keys: held.map((row) => ({
      id: row.key.api_key_id,
      label: keyLabel(row),
      description: keyRow(row, now).description,
      mayStartRuns: mayStartRuns(row),
    })),
    keyId: chosen?.key.api_key_id ?? null,
    text,
    edition,
    problem: request.valid ? null : request.reason,
    counts: request.valid && request.counts,
    activity,
    run: run ?? null,
    refusal: refusal?.shown ?? null,
    history: history.map(({ runId, status, keyId, createdAt, replayOf }) => ({
      runId,
      status,
      key: labels.get(keyId) ?? keyId,
      at: createdAt,
      isReplay: replayOf !== null,
    })),
  };
}
