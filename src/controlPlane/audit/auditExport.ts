import type { AuditEvent, AuditExport } from '../../wire/audit.ts';
import { instantText } from '../../wire/instant.ts';
import { auditEventsOf } from './auditRows.ts';
import type { HandlerResult } from '../exchange.ts';
import type { AppContext } from '../appContext.ts';
import type { WorkspaceContext } from '../workspaces/requestContext.ts';
import { requireAuditExport } from '../workspaces/plans.ts';
import { invalid } from '../httpError.ts';

const CONTENT_TYPES = {
  jsonl: 'application/x-ndjson; charset=utf-8',
  json: 'application/json; charset=utf-8',
};

/**
 * `GET …/audit-events:export`: a document of its own, not enveloped; both bounds inclusive
 * (docs/contract.md, Audit export).
 */
export function exportAudit(plane: AppContext, context: WorkspaceContext): HandlerResult {
  const { workspace, query } = context;
  requireAuditExport(workspace.plan_id, workspace.workspace_id);
  const format = query.get('format') ?? 'jsonl';
  if (format !== 'json' && format !== 'jsonl') {
    throw invalid('format must be json or jsonl when provided');
  }
  const from = bound(query, 'from');
  const to = bound(query, 'to');
  if (from !== undefined && to !== undefined && from > to) {
    throw invalid('from must be earlier than or equal to to');
  }
  const now = plane.now();
  const items = auditEventsOf(plane.database, workspace.tenant_id, { from, to });
  const day = now.toISOString().slice(0, 10).replaceAll('-', '');
  return {
    status: 200,
    document: format === 'jsonl' ? lines(items) : whole(context, items, now),
    headers: {
      'content-type': CONTENT_TYPES[format],
      'cache-control': 'no-store',
      'content-disposition': `attachment; filename="govrail-audit-${workspace.slug}-${day}.${format}"`,
      'x-govrail-export-format': format,
    },
  };
}

function bound(query: URLSearchParams, name: 'from' | 'to'): string | undefined {
  const text = query.get(name);
  if (!text) return undefined;
  const time = Date.parse(text);
  if (Number.isNaN(time)) throw invalid(`${name} must be a valid ISO timestamp when provided`);
  return instantText(time);
}

function lines(items: readonly AuditEvent[]): string {
  return items.map((item) => `${JSON.stringify(item)}\n`).join('');
}

function whole({ workspace }: WorkspaceContext, items: AuditEvent[], now: Date): string {
  const document: AuditExport = {
    workspace_id: workspace.workspace_id,
    tenant_id: workspace.tenant_id,
    exported_at: now.toISOString(),
    items,
  };
  return JSON.stringify(document);
}
