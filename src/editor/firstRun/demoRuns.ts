import { randomUUID } from 'node:crypto';
import type { Memento } from 'vscode';
import type { RuntimeClient } from '../../client/runtimeClient.ts';
import { demoRunRequest } from '../../domain/firstRun/demoRun.ts';
import type { Evidence } from '../../domain/firstRun/evidence.ts';
import { UserFacingError } from '../../domain/errors.ts';
import type { Room } from '../../lifecycle/room.ts';
import type { Run } from '../../wire/runs.ts';
import { rememberEvidence, usageReading } from './evidenceStore.ts';
import { followRun } from './followRun.ts';
import type { KeyRing } from '../keys/keyRing.ts';
import type { Session } from '../connection/session.ts';
import { keyLabel, type KeyRow, type SessionContext } from '../keys/snapshot.ts';

/** What runs need of the editor; `Services` is one. */
export interface RunParts {
  readonly keyRing: KeyRing;
  readonly globalState: Memento;
  room(): Promise<Room>;
}

/**
 * The runtime plane as this key sees it. @throws UserFacingError when this editor holds no copy of
 * the key; VaultError
 */
export async function runtimeWith(
  parts: RunParts,
  session: Session,
  row: KeyRow,
): Promise<RuntimeClient> {
  const { copies } = await parts.room();
  const keyId = row.key.api_key_id;
  const secret = await copies.read(session.connection.id, keyId);
  if (secret === undefined) throw noCopy(row);
  return session.runtime(secret);
}

/**
 * Makes the run that the server counts as first run, with the key itself, follows it and keeps the
 * evidence. The evidence is kept before following: a run that was made stays made.
 */
export async function makeDemoRun(parts: RunParts, row: KeyRow, signal: AbortSignal): Promise<Run> {
  const { session, context } = await parts.keyRing.here();
  const runtime = await runtimeWith(parts, session, row);
  const created = await runtime.createRun(demoRunRequest(context.workspaceSlug), {
    idempotencyKey: randomUUID(),
    signal,
  });
  await rememberRun(parts, context, row, { ...created, completed_at: null });
  const run = await followRun(runtime, created.run_id, { signal });
  await rememberRun(parts, context, row, run);
  await parts.keyRing.refresh();
  await rememberEvidence(parts.globalState, context, usageReading(parts.keyRing.snapshot));
  parts.keyRing.redraw();
  return run;
}

type RunFacts = Pick<Run, 'run_id' | 'trace_id' | 'status' | 'created_at' | 'completed_at'>;

/** Keeps a demo run and the key that made it as evidence of its control-plane workspace. */
export function rememberRun(
  parts: Pick<RunParts, 'globalState'>,
  context: SessionContext,
  { key }: KeyRow,
  run: RunFacts,
): Promise<Evidence> {
  return rememberEvidence(parts.globalState, context, {
    run: {
      id: run.run_id,
      traceId: run.trace_id,
      status: run.status,
      createdAt: run.created_at,
      completedAt: run.completed_at,
    },
    key: { id: key.api_key_id, prefix: key.key_prefix, scope: key.scope },
  });
}

function noCopy(row: KeyRow): UserFacingError {
  const args = [{ node: 'key', keyId: row.key.api_key_id }];
  return new UserFacingError(
    `This editor holds no copy of the secret of ${keyLabel(row)}, so it cannot use the key. Import the secret, or rotate the key.`,
    [
      { label: 'Import secret', command: 'keyrail.importSecret', args },
      { label: 'Rotate key', command: 'keyrail.rotateKey', args },
    ],
  );
}
