import type { Database } from '../database/query.ts';
import { newId } from '../ids.ts';
import type { WorkspaceContext } from '../workspaces/requestContext.ts';

/** One line of the append-only audit trail, before it has an id. `payload` never holds a secret. */
export interface NewAuditEvent {
  readonly tenantId: string;
  readonly runId: string | null;
  readonly stepId: string | null;
  readonly traceId: string;
  readonly type: string;
  readonly actor: {
    readonly type: 'human' | 'system' | 'service_account' | 'api_key';
    readonly ref: string;
  };
  readonly payload: Readonly<Record<string, unknown>>;
}

function recordEvent(database: Database, now: Date, event: NewAuditEvent): void {
  database.insert('audit_events', {
    event_id: newId('evt', now),
    tenant_id: event.tenantId,
    run_id: event.runId,
    step_id: event.stepId,
    trace_id: event.traceId,
    event_type: event.type,
    actor_type: event.actor.type,
    actor_ref: event.actor.ref,
    payload: JSON.stringify(event.payload),
    created_at: now.toISOString(),
  });
}

/** An event of a run. Belongs into the transaction of the step that it is about. */
export function recordRunEvent(
  database: Database,
  now: Date,
  run: { readonly run_id: string; readonly tenant_id: string; readonly trace_id: string },
  event: Pick<NewAuditEvent, 'stepId' | 'type' | 'actor' | 'payload'>,
): void {
  recordEvent(database, now, {
    ...event,
    tenantId: run.tenant_id,
    runId: run.run_id,
    traceId: run.trace_id,
  });
}

/** An event about something a person did in a control-plane workspace; the real server keeps none of these. */
export function recordAction(
  database: Database,
  now: Date,
  context: Pick<WorkspaceContext, 'user' | 'traceId'> & {
    readonly workspace: { readonly tenant_id: string };
  },
  type: string,
  payload: Readonly<Record<string, unknown>>,
): void {
  recordEvent(database, now, {
    tenantId: context.workspace.tenant_id,
    runId: null,
    stepId: null,
    traceId: context.traceId,
    type,
    actor: { type: 'human', ref: context.user.user_id },
    payload,
  });
}
