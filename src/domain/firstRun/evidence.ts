import type { EvidenceLink } from '../../wire/delivery.ts';
import { codeText, oneLine } from '../text/markdown.ts';
import { receiptNote, type AuditReceipt } from './receipt.ts';
import { scopeList } from '../keys/scopes.ts';
import { pressureOf } from './usagePressure.ts';

/**
 * What belongs together as proof of a first run: run, key, usage and audit receipt. Grows while the
 * first run goes on; holds ids and readings only, never a secret.
 */
export interface Evidence {
  readonly connection: string;
  readonly production: boolean;
  readonly workspaceId: string;
  readonly workspaceName: string;
  readonly run?: {
    readonly id: string;
    readonly traceId: string | null;
    readonly status: string;
    /** ISO 8601 UTC, as the server said. */
    readonly createdAt: string | null;
    readonly completedAt: string | null;
  };
  /** The key the run was made with; absent when the run was made elsewhere. */
  readonly key?: {
    readonly id: string;
    readonly prefix: string;
    readonly scope: readonly string[];
  };
  /** `runs_created` as it was read after the run. */
  readonly usage?: {
    readonly used: number;
    readonly limit: number | null;
    readonly readAt: string;
  };
  readonly receipt?: AuditReceipt;
}

/** The evidence note: one line a fact; in Markdown with a heading, ids as code. */
export function evidenceNote(evidence: Evidence, form: 'markdown' | 'plain'): string {
  const markdown = form === 'markdown';
  const value = (text: string) => (markdown ? codeText(text) : oneLine(text));
  const lines = facts(evidence).map(([name, ...values]) =>
    markdown
      ? `- **${name}:** ${values.map(value).join(' · ')}`
      : `${name}: ${values.map(value).join(' · ')}`,
  );
  const title = 'Evidence of the first run';
  const note = evidence.receipt === undefined ? [] : [receiptNote(evidence.receipt)].map(oneLine);
  return markdown
    ? [`### ${title}`, '', ...lines, ...note.flatMap((line) => ['', line])].join('\n')
    : [title, ...lines, ...note].join('\n');
}

/** What the delivery tracks' evidence list gets; ids of the run, in the form the console uses. */
export function evidenceLinks(evidence: Evidence): EvidenceLink[] {
  const { run } = evidence;
  return run === undefined ? [] : [{ label: `run ${run.id}`, url: `govrail://runs/${run.id}` }];
}

type Line = readonly [name: string, ...values: string[]];

function facts({ run, key, usage, ...where }: Evidence): Line[] {
  const kind = where.production ? 'production' : 'non-production';
  const lines: Line[] = [
    ['Control-plane workspace', where.workspaceName, where.workspaceId],
    ['Connection', where.connection, kind],
  ];
  if (run !== undefined) {
    lines.push(['Run', run.id, run.status]);
    if (run.traceId !== null) lines.push(['Trace', run.traceId]);
    if (run.createdAt !== null) lines.push(['Started', run.createdAt]);
    if (run.completedAt !== null) lines.push(['Completed', run.completedAt]);
  }
  if (key !== undefined) lines.push(['Key', key.id, key.prefix, scopeList(key.scope)]);
  if (usage !== undefined) {
    const { text } = pressureOf('runs_created', { ...usage, remaining: null, over_limit: false });
    lines.push(['Runs created', text, usage.readAt]);
  }
  return lines;
}
