import type { Memento } from 'vscode';
import type { Evidence } from '../../domain/firstRun/evidence.ts';
import type { SessionContext, Snapshot } from '../keys/snapshot.ts';
import { atServer } from '../serverTime.ts';

/** The part of the evidence that grows. */
export type Proof = Pick<Evidence, 'run' | 'key' | 'usage' | 'receipt'>;

type Where = Pick<SessionContext, 'connection' | 'workspaceId'>;

const name = ({ connection, workspaceId }: Where) => `evidence:${connection.id}:${workspaceId}`;

/** The evidence so far of one control-plane workspace: ids, readings and receipts, never a secret. */
export function readEvidence(state: Memento, context: Where): Evidence | undefined {
  return state.get<Evidence>(name(context));
}

/** Adds to the evidence. A new run takes the place of the old one with its key and its usage. */
export async function rememberEvidence(
  state: Memento,
  context: SessionContext,
  proof: Proof,
): Promise<Evidence> {
  const { connection, workspaceId, workspaceName } = context;
  const { run, key, usage, receipt } = readEvidence(state, context) ?? {};
  const same = proof.run === undefined || proof.run.id === run?.id;
  const evidence: Evidence = {
    connection: connection.name,
    production: connection.production,
    workspaceId,
    workspaceName,
    ...(same && run ? { run } : {}),
    ...(same && key ? { key } : {}),
    ...(same && usage ? { usage } : {}),
    ...(receipt ? { receipt } : {}),
    ...proof,
  };
  await state.update(name(context), evidence);
  return evidence;
}

/** `runs_created` as the snapshot shows it; nothing unless the snapshot is of this moment. */
export function usageReading({ detail, freshness }: Snapshot): Pick<Proof, 'usage'> {
  const metric = detail?.usage.metrics.runs_created;
  if (metric === undefined || freshness.kind !== 'fresh') return {};
  const { used, limit } = metric;
  return { usage: { used, limit, readAt: atServer(freshness.at).toISOString() } };
}
