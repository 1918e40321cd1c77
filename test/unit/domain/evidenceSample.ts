import type { Evidence } from '../../../src/domain/firstRun/evidence.ts';

/** A first run with everything that belongs to it, an audit receipt of the whole history among it. */
export const evidenceSample = {
  connection: 'Acme',
  production: false,
  workspaceId: 'ws_support',
  workspaceName: 'Support',
  run: {
    id: 'run_mwsgw05sd2e90c9a93d545c6',
    traceId: 'trc_mwsgw05leb2576c074044277',
    status: 'completed',
    createdAt: '2026-11-22T23:27:44.848Z',
    completedAt: '2026-11-22T23:27:44.900Z',
  },
  key: { id: 'key_1', prefix: 'grk_live_mwsgtj14d65', scope: ['runs:write'] },
  usage: { used: 12, limit: 20_000, readAt: '2026-11-22T23:27:47.000Z' },
  receipt: {
    filename: 'govrail-audit-support-20261122.jsonl',
    format: 'jsonl',
    from: null,
    to: null,
    contentType: 'application/x-ndjson; charset=utf-8',
    size: 9195,
    sha256: '0123456789abcdef'.repeat(4),
    exportedAt: '2026-11-22T23:28:00.000Z',
  },
} as const satisfies Evidence;
