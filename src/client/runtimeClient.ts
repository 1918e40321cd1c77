import { t } from '@vscode/l10n';
import * as z from 'zod/mini';
import type { Secret } from '../domain/secrets/secret.ts';
import {
  decidedApproval,
  type ApprovalDecisionBody,
  type DecidedApproval,
} from '../wire/approvals.ts';
import {
  cancelledRun,
  createdRun,
  replayedRun,
  type CancelledRun,
  type CreatedRun,
  type CreateRunBody,
  type ReplayBody,
  type ReplayedRun,
} from '../wire/runs.ts';
import { ApiError } from './apiError.ts';
import type { Call } from './call.ts';
import type { Http } from './http.ts';
import { runReads, type RunReads } from './runReads.ts';
import { segment } from './segment.ts';

/** Whether the server accepts a secret; a failure to find out is thrown. */
type Probe = { readonly accepted: true } | { readonly accepted: false; readonly error: ApiError };

/** The runtime plane as one key sees it. Every call throws `ApiError`. */
export interface RuntimeClient extends RunReads {
  createRun(body: CreateRunBody, call: Call): Promise<CreatedRun>;
  replay(runId: string, body: ReplayBody, call: Call): Promise<ReplayedRun>;
  cancel(runId: string, call: Call): Promise<CancelledRun>;
  /**
   * An identical retry is 409 `approval_already_decided`, not a replay (docs/contract.md,
   * Idempotency).
   */
  decideApproval(
    approvalId: string,
    body: ApprovalDecisionBody,
    call: Call,
  ): Promise<DecidedApproval>;
  /** Creates nothing; moves the key's `last_used_at` (docs/contract.md, Probes). */
  probe(signal?: AbortSignal): Promise<Probe>;
}

/** `http` must not carry management headers. */
export function createRuntimeClient(http: Http, secret: Secret): RuntimeClient {
  return {
    ...runReads(http, secret),
    createRun: (body, call) =>
      http.ask({ ...call, method: 'POST', path: '/runs', body, secret }, createdRun),
    replay: (runId, body, call) =>
      http.ask(
        { ...call, method: 'POST', path: `/runs/${segment(runId)}/replay`, body, secret },
        replayedRun,
      ),
    cancel: (runId, call) =>
      http.ask(
        { ...call, method: 'POST', path: `/runs/${segment(runId)}:cancel`, secret },
        cancelledRun,
      ),
    decideApproval: (approvalId, body, call) =>
      http.ask(
        {
          ...call,
          method: 'POST',
          path: `/approvals/${segment(approvalId)}/decision`,
          body,
          secret,
        },
        decidedApproval,
      ),
    probe: (signal) => probe(http, secret, signal),
  };
}

async function probe(http: Http, secret: Secret, signal?: AbortSignal): Promise<Probe> {
  const question = { method: 'GET', path: '/_probe', secret, signal } as const;
  try {
    await http.ask(question, z.unknown());
  } catch (error) {
    if (!(error instanceof ApiError) || error.kind !== 'refused') throw error;
    // Authentication runs before routing: who gets as far as *no such route* was let in.
    if (error.status === 404 && error.code === 'not_found') return { accepted: true };
    if (error.status === 401 || error.status === 403) return { accepted: false, error };
    throw error;
  }
  throw new ApiError({
    kind: 'schema',
    method: 'GET',
    path: question.path,
    status: 200,
    code: 'schema_violation',
    reason: t('The server answers a route that does not exist.'),
    mayHaveCommitted: false,
  });
}
