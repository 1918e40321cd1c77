import { randomUUID } from 'node:crypto';
import { t } from '@vscode/l10n';
import { ApiError } from '../../client/apiError.ts';
import type { RuntimeClient } from '../../client/api/runtimeClient.ts';
import { UserFacingError } from '../../domain/errors.ts';
import type { ApprovalDecisionBody } from '../../wire/approvals.ts';
import type { RunApproval } from '../../wire/runGraph.ts';

/** An approval and the run that waits for it: it can be read through its run only. */
export interface WaitingApproval {
  readonly id: string;
  readonly runId: string;
}

/**
 * Decides an approval once. When the answer is lost, or its repetition is refused because the first
 * one went through (docs/contract.md, Idempotency, trap c), the run tells what was decided. @throws
 * UserFacingError when it was decided otherwise, ApiError
 */
export async function decideApproval(
  runtime: Pick<RuntimeClient, 'decideApproval' | 'graph'>,
  { id, runId }: WaitingApproval,
  body: ApprovalDecisionBody,
  signal: AbortSignal,
): Promise<void> {
  try {
    await runtime.decideApproval(id, body, { idempotencyKey: randomUUID(), signal });
  } catch (error) {
    if (!(error instanceof ApiError) || !isDoubtful(error)) throw error;
    const found = await approvalNow(runtime, { id, runId }, signal, error);
    if (found === undefined || found.status === 'pending') throw error;
    if (found.status !== body.decision) throw decidedOtherwise(found);
  }
}

function isDoubtful({ code, mayHaveCommitted }: ApiError): boolean {
  return mayHaveCommitted || code === 'approval_already_decided';
}

async function approvalNow(
  runtime: Pick<RuntimeClient, 'graph'>,
  { id, runId }: WaitingApproval,
  signal: AbortSignal,
  because: ApiError,
): Promise<RunApproval | undefined> {
  try {
    const { approvals } = await runtime.graph(runId, {}, signal);
    return approvals.find(({ approval_id }) => approval_id === id);
  } catch (error) {
    // That it cannot be found out either is no news beside the first trouble.
    if (error instanceof ApiError) throw because;
    throw error;
  }
}

function decidedOtherwise({ status, decision_by: by }: RunApproval): UserFacingError {
  return new UserFacingError(
    by === null
      ? t('The approval was {0} meanwhile. Your decision changed nothing.', status)
      : t('The approval was {0} meanwhile by {1}. Your decision changed nothing.', status, by),
  );
}
