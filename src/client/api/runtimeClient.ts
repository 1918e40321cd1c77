import { t } from '@vscode/l10n';
import * as z from 'zod/mini';
import type { Secret } from '../../domain/secrets/secret.ts';
import {
  decidedApproval,
  type ApprovalDecisionBody,
  type DecidedApproval,
} from '../../wire/approvals.ts';
import {
  cancelledRun,
  createdRun,
  replayedRun,
  type CancelledRun,
  type CreatedRun,
  type CreateRunBody,
  type ReplayBody,
  type ReplayedRun,
} from '../../wire/runs.ts';
import { ApiError } from '../apiError.ts';
import type { PostOptions } from '../transport/apiRequest.ts';
import type { Http } from '../transport/http.ts';
import { runReads, type RunReads } from './runs.ts';
import { segment } from './pages.ts';

/** Whether the server accepts a secret; a failure to find out is thrown. */
type Probe = { readonly accepted: true } | { readonly accepted: false; readonly error: ApiError };

/** The runtime plane as one key sees it. Every call throws `ApiError`. */
export interface RuntimeClient extends RunReads {
  createRun(body: CreateRunBody, call: PostOptions): Promise<CreatedRun>;
  replay(runId: string, body: ReplayBody, call: PostOptions): Promise<ReplayedRun>;
  cancel(runId: string, call: PostOptions): Promise<CancelledRun>;
  /**
   * An identical retry is 409 `approval_already_decided`, not a replay (docs/contract.md,
   * Idempotency).
   */
  decideApproval(
    approvalId: string,
    body: ApprovalDecisionBody,
    call: PostOptions,
  ): Promise<DecidedApproval>;
  /** Creates nothing; moves the key's `last_used_at` (docs/contract.md, Probes). */
  probe(signal?: AbortSignal): Promise<Probe>;
}

/** `http` must not carry management headers. */
export function createRuntimeClient(http: Http, secret: Secret): RuntimeClient {
  return {
    ...runReads(http, secret),
    createRun: (body, call) =>
      http.send({ ...call, method: 'POST', path: '/runs', body, secret }, createdRun),
    replay: (runId, body, call) =>
      http.send(
        { ...call, method: 'POST', path: `/runs/${segment(runId)}/replay`, body, secret },
        replayedRun,
      ),
    cancel: (runId, call) =>
      http.send(
        { ...call, method: 'POST', path: `/runs/${segment(runId)}:cancel`, secret },
        cancelledRun,
      ),
    decideApproval: (approvalId, body, call) =>
      http.send(
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
  const request = { method: 'GET', path: '/_probe', secret, signal } as const;
  try {
    await http.send(request, z.unknown());
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
    path: request.path,
    status: 200,
    code: 'schema_violation',
    reason: t('The server answers a route that does not exist.'),
    mayHaveCommitted: false,
  });
}
