import { deliveryBody, type Delivery } from '../../wire/delivery.ts';
import { recordAction } from '../audit/audit.ts';
import { readTracks, trackKeys, writeTrack } from './deliveryTracks.ts';
import type { HandlerResult } from '../exchange.ts';
import { once } from '../idempotency.ts';
import { parseBody } from '../jsonBody.ts';
import { isActiveMember } from '../workspaces/members.ts';
import type { AppContext } from '../appContext.ts';
import type { WorkspaceContext } from '../workspaces/requestContext.ts';
import { invalid } from '../httpError.ts';

/** `GET …/delivery`: any member. */
export function readDelivery(plane: AppContext, { workspace }: WorkspaceContext): HandlerResult {
  const data: Delivery = {
    workspace_id: workspace.workspace_id,
    ...readTracks(plane.database, workspace.workspace_id),
  };
  return { status: 200, data };
}

/**
 * `POST …/delivery`: both sections each time, full replacement; never 201 (docs/contract.md,
 * Delivery tracks).
 */
export function updateDelivery(
  plane: AppContext,
  context: WorkspaceContext,
): Promise<HandlerResult> {
  const { workspace } = context;
  const body = parseBody(deliveryBody, context.body, explain);
  for (const key of trackKeys) {
    const owner = body[key].owner_user_id ?? null;
    if (owner !== null && !isActiveMember(plane, workspace.workspace_id, owner)) {
      throw invalid(`${key}.owner_user_id must reference an active workspace member`, {
        owner_user_id: owner,
        track_key: key,
      });
    }
  }
  return once(plane, context, {
    owner: workspace.workspace_id,
    payload: body,
    perform(now) {
      for (const key of trackKeys) {
        const { status, owner_user_id, notes, evidence_links } = body[key];
        writeTrack(plane.database, workspace.workspace_id, key, {
          status,
          owner_user_id: owner_user_id ?? null,
          notes: notes ?? null,
          evidence_links,
          updated_at: now.toISOString(),
        });
      }
      recordAction(plane.database, now, context, 'delivery_updated', {
        verification: body.verification.status,
        go_live: body.go_live.status,
      });
      return { resourceId: workspace.workspace_id, answer: readDelivery(plane, context) };
    },
    repeat: () => readDelivery(plane, context),
  });
}

function explain(path: string): string {
  const [section = '', field] = path.split('.');
  switch (field) {
    case undefined:
      return `${section} must be provided`;
    case 'status':
      return `${section}.status must be one of: pending, in_progress, complete`;
    case 'evidence_links':
      return `${section}.evidence_links must be an array`;
    default:
      return `${section}.${field} must be a string when provided`;
  }
}
