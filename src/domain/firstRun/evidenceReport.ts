import { t } from '@vscode/l10n';
import { serverWord } from '../text/serverWords.ts';
import type { Delivery, DeliverySection } from '../../wire/delivery.ts';
import type { WorkspaceDetail } from '../../wire/workspaces.ts';
import { scopeList } from '../keys/scopes.ts';
import { trackLabels } from './deliveryTrack.ts';
import type { Evidence } from './evidence.ts';
import type { FirstRunPage } from './firstRun.ts';
import {
  decisionTable,
  deliveryTable,
  drillTable,
  stepTable,
  time,
  type DeliveredTo,
  type PlaceDecided,
} from './evidenceTables.ts';
import { codeText, oneLine, plainText } from '../text/markdown.ts';
import { receiptFilters, receiptNote, type AuditReceipt } from './receipt.ts';
import { pressureOf } from './usagePressure.ts';
import { connectionKind } from '../text/connectionKind.ts';

/** What an evidence file is written from: everything was read at one moment. */
export interface ReportFacts {
  readonly evidence: Evidence;
  readonly page: FirstRunPage;
  readonly detail: WorkspaceDetail;
  /** `undefined` where the tracks could not be read. */
  readonly delivery: Delivery | undefined;
  /** What a person decided about places of earlier values, the newest first. */
  readonly decisions: readonly PlaceDecided[];
  /** What programs were given, the newest first. */
  readonly deliveries: readonly DeliveredTo[];
  /** The address of the control plane; `undefined` for the embedded one. */
  readonly baseUrl: string | undefined;
  /** Of the reading, as are all statuses in the file. */
  readonly readAt: Date;
}

/**
 * The evidence as one Markdown document that somebody can check who was not there: what was read
 * when, what belongs together, how the file of the export is verified, and what all of it does not
 * prove. Ids and readings only.
 */
export function evidenceReport(facts: ReportFacts): string {
  const { evidence, page, readAt } = facts;
  const sections = [
    `# ${t('Evidence of the first run')}`,
    t(
      'Read at {0} (UTC) by Keyrail. Every state below was read from the control plane or from this machine at that moment; nothing in it was ticked by hand, and it holds no secret.',
      time(readAt.toISOString()),
    ),
    section(t('Where'), list(whereLines(facts))),
    section(t('Run and key'), list(runLines(evidence))),
    section(t('Usage'), list(usageLines(facts))),
    section(t('Steps'), stepTable(page)),
    section(t('Go-live drill'), drillTable(page)),
    section(t('Delivery tracks'), trackText(facts)),
    ...(facts.decisions.length === 0
      ? []
      : [section(t('Decisions about places'), decisionTable(facts.decisions))]),
    ...(facts.deliveries.length === 0
      ? []
      : [section(t('Deliveries to programs'), deliveryTable(facts.deliveries))]),
    section(t('Audit receipt'), receiptText(evidence.receipt)),
    section(t('What this does not prove'), limits()),
  ];
  return `${sections.join('\n\n')}\n`;
}

type Line = readonly [name: string, ...values: string[]];

function section(title: string, body: string): string {
  return `## ${title}\n\n${body}`;
}

function list(lines: readonly Line[]): string {
  return lines.map(([name, ...values]) => `- **${name}:** ${values.join(' · ')}`).join('\n');
}

function whereLines({ evidence, detail, baseUrl }: ReportFacts): Line[] {
  const { workspace, plan, billing_summary: billing } = detail;
  return [
    [
      t('Control-plane workspace'),
      plainText(workspace.display_name),
      codeText(workspace.workspace_id),
    ],
    [t('Tenant'), codeText(workspace.tenant_id)],
    [
      t('Connection'),
      plainText(evidence.connection),
      baseUrl === undefined ? t('inside the editor') : codeText(baseUrl),
      connectionKind(evidence),
    ],
    [
      t('Plan'),
      plainText(plan.display_name),
      ...(billing ? [plainText(billing.status_label)] : []),
    ],
  ];
}

function runLines({ run, key }: Evidence): Line[] {
  if (run === undefined) return [[t('Run'), t('none was made from this editor')]];
  return [
    [t('Run'), codeText(run.id), plainText(run.status)],
    ...(run.traceId === null ? [] : [[t('Trace'), codeText(run.traceId)] as const]),
    ...(run.createdAt === null ? [] : [[t('Started'), time(run.createdAt)] as const]),
    ...(run.completedAt === null ? [] : [[t('Completed'), time(run.completedAt)] as const]),
    key === undefined
      ? [t('Made with'), t('no key of this editor')]
      : [
          t('Made with the key'),
          codeText(key.id),
          codeText(key.prefix),
          plainText(scopeList(key.scope)),
        ],
  ];
}

function usageLines({ evidence: { usage }, detail, page }: ReportFacts): Line[] {
  const { period_start: start, period_end: end } = detail.usage;
  const reading: Line[] =
    usage === undefined
      ? []
      : [
          [
            t('After the run'),
            pressureOf('runs_created', { ...usage, remaining: null, over_limit: false }).text,
            t('read at {0}', time(usage.readAt)),
          ],
        ];
  const now = (page.governance?.pressure ?? []).map(({ label, text }): Line => [
    t('{0} now', plainText(label)),
    plainText(text),
  ]);
  return [
    [t('Period'), plainText(`${start.slice(0, 10)} – ${end.slice(0, 10)}`)],
    ...reading,
    ...now,
  ];
}

function trackText({ delivery, detail }: ReportFacts): string {
  if (!delivery) return t('They could not be read.');
  const names = new Map(
    detail.members.map((member) => [
      member.user_id,
      member.display_name ?? member.email ?? member.user_id,
    ]),
  );
  const track = (label: string, section: DeliverySection) => {
    const { status, owner_user_id: owner, updated_at: at, notes, evidence_links: links } = section;
    const lines = list([
      [t('Status'), plainText(serverWord(status))],
      [t('Owner'), owner === null ? t('nobody') : plainText(names.get(owner) ?? owner)],
      [t('Recorded'), at === null || at === '' ? t('never') : time(at)],
      ...links.map(({ label: name, url }): Line => [t('Link'), plainText(name), codeText(url)]),
    ]);
    const note = (notes ?? '').split('\n').map(oneLine).filter(Boolean);
    const quoted = note.map((line) => `> ${plainText(line)}`).join('\n>\n');
    return `### ${label}\n\n${lines}${quoted === '' ? '' : `\n\n${quoted}`}`;
  };
  return [
    track(trackLabels.verification, delivery.verification),
    track(trackLabels.go_live, delivery.go_live),
  ].join('\n\n');
}

function receiptText(receipt: AuditReceipt | undefined): string {
  if (!receipt) return t('No audit export was made from this editor.');
  const lines: Line[] = [
    [t('File'), codeText(receipt.filename), plainText(receipt.contentType)],
    [t('Filters'), plainText(receiptFilters(receipt)), t('days in UTC, both included')],
    [t('Exported'), t('{0}, by the clock of this machine', time(receipt.exportedAt))],
    [t('Size'), t('{0} bytes', receipt.size)],
    [t('SHA-256'), codeText(receipt.sha256 ?? t('unavailable'))],
  ];
  const check = t(
    'To check a copy of the file, compare {0} with the hash above, or run “Keyrail: Manage Evidence…”.',
    codeText(`sha256sum ${receipt.filename}`),
  );
  return [list(lines), codeText(receiptNote(receipt)), check].join('\n\n');
}

function limits(): string {
  return [
    t(
      'The control plane writes no audit event about keys and service accounts; the export holds events of runs only.',
    ),
    t(
      'The hash was taken by the client over the bytes it received: it shows that a file is that export, not that the export is complete.',
    ),
    t('The control plane keeps no usage per key; the readings above are of the whole workspace.'),
    t('The drill is a rehearsal: nothing was provisioned by it.'),
  ]
    .map((line) => `- ${line}`)
    .join('\n');
}
