import { t } from '@vscode/l10n';
import type { Evidence } from '../domain/firstRun/evidence.ts';
import { receiptNote } from '../domain/firstRun/receipt.ts';
import { pressureOf } from '../domain/firstRun/usagePressure.ts';
import { scopeList } from '../domain/keys/scopes.ts';
import { connectionKind } from '../domain/text/connectionKind.ts';
import { serverWord } from '../domain/text/serverWords.ts';
import type { ChecklistState } from './protocol/checklist.ts';

type Line = ChecklistState['evidence'][number];

/** The evidence so far for the person who looks; the note itself is English, for whoever gets it. */
export function evidenceLines(evidence: Evidence): Line[] {
  const { run, key, usage, receipt } = evidence;
  const kind = connectionKind(evidence);
  return [
    line(t('Control-plane workspace'), [evidence.workspaceName, evidence.workspaceId]),
    line(t('Connection'), [evidence.connection, kind]),
    run && line(t('Run'), [run.id, serverWord(run.status)]),
    run?.traceId != null && line(t('Trace'), [run.traceId]),
    run?.createdAt != null && line(t('Started'), [], run.createdAt),
    run?.completedAt != null && line(t('Completed'), [], run.completedAt),
    key && line(t('Key'), [key.id, key.prefix, scopeList(key.scope)]),
    usage && line(t('Runs created'), [runsCreated(usage)], usage.readAt),
    receipt && line(t('Receipt'), [receiptNote(receipt)]),
  ].filter((each): each is Line => typeof each === 'object');
}

function line(name: string, values: readonly string[], at: string | null = null): Line {
  return { name, value: values.join(' · '), at };
}

function runsCreated(usage: NonNullable<Evidence['usage']>): string {
  return pressureOf('runs_created', { ...usage, remaining: null, over_limit: false }).text;
}
