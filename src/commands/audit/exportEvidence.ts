import { t } from '@vscode/l10n';
import { join } from 'node:path';
import { Uri, window, workspace } from 'vscode';
import * as z from 'zod/mini';
import { evidenceNote, type Evidence } from '../../domain/firstRun/evidence.ts';
import { noEvidence } from '../../domain/firstRun/noEvidence.ts';
import { mayPress } from '../../domain/managingCommands.ts';
import { evidenceReport } from '../../domain/firstRun/evidenceReport.ts';
import { firstRun } from '../../domain/firstRun/firstRun.ts';
import { CancelledError, UserFacingError } from '../../domain/errors.ts';
import type { Session } from '../../editor/connection/session.ts';
import { firstRunState } from '../../editor/firstRun/firstRunState.ts';
import { placeDecisions, programDeliveries } from '../../editor/firstRun/placeDecisions.ts';
import { isRead } from '../../editor/keys/snapshot.ts';
import { writeText } from '../../editor/firstRun/auditFile.ts';
import { readEvidence } from '../../editor/firstRun/evidenceStore.ts';
import { atServer, serverTime } from '../../editor/serverTime.ts';
import type { Asking, Telling, ListedKeys, LocalKeys, Operations, Pages } from '../ports.ts';
import { parseArguments } from '../argument.ts';

const exportEvidenceArguments = z.strictObject({
  /** Absolute path; an existing file is replaced. */
  file: z.optional(z.string()),
  form: z.optional(z.enum(['markdown', 'plain'])),
});

/**
 * Writes the evidence to a file, with everything read anew: as a document for an auditor, or as the
 * short note in plain text. Ids and readings, never a secret.
 */
export async function exportEvidence(
  ports: Asking & Telling & ListedKeys & LocalKeys & Operations & Pages,
  argument: unknown,
) {
  const given = parseArguments(exportEvidenceArguments, argument);
  const { context, session } = await ports.keyList.here();
  const evidence = readEvidence(ports.globalState, context);
  if (!evidence) {
    const { detail } = ports.keyList.snapshot;
    const isDone = detail?.onboarding.checklist.demo_run_succeeded === true;
    const make = { label: t('Make Demo Run'), command: 'keyrail.runDemo', args: [{}] };
    const helps = !isDone && mayPress(context.role, make.command);
    throw new UserFacingError(
      t('There is no evidence to export. {0}', noEvidence(detail)),
      helps ? [make] : [],
    );
  }
  const form = given.form ?? 'markdown';
  const note =
    form === 'plain'
      ? `${evidenceNote(evidence, form)}\n`
      : await ports.withProgress(t('Reading what the evidence is about'), (signal) =>
          documentOf(ports, evidence, session, signal),
        );
  const uri =
    given.file === undefined
      ? await askFile(
          `keyrail-evidence-${context.workspaceSlug}.${form === 'plain' ? 'txt' : 'md'}`,
        )
      : Uri.file(given.file);
  // VS Code's own write would follow a link that a folder has in the place of the file.
  if (uri.scheme === 'file') await writeText(uri.fsPath, note);
  else await workspace.fs.writeFile(uri, new TextEncoder().encode(note));
  if (!ports.prompter.isProgram) {
    await (form === 'plain' ? window.showTextDocument(uri) : ports.reports.showFile(uri));
  }
  return { file: uri.fsPath, runId: evidence.run?.id ?? null };
}

/** @throws UserFacingError when the control plane cannot be read now: old states prove nothing. */
async function documentOf(
  ports: ListedKeys & LocalKeys & Operations,
  evidence: Evidence,
  { management, connection }: Session,
  signal: AbortSignal,
): Promise<string> {
  const { keyList, localFacts } = ports;
  const delivery = await management.delivery(evidence.workspaceId, signal);
  await keyList.refresh();
  const { detail, freshness } = keyList.snapshot;
  if (!detail || !isRead(keyList.snapshot)) {
    throw new UserFacingError(t('The control plane could not be read just now. Try again.'), [
      { label: t('Try Again…'), command: 'keyrail.exportEvidence' },
    ]);
  }
  const lifecycle = await ports.lifecycle();
  const where = { connectionId: connection.id, workspaceId: evidence.workspaceId };
  return evidenceReport({
    evidence,
    page: firstRun(firstRunState(keyList.snapshot, localFacts, { evidence, delivery })),
    detail,
    delivery,
    decisions: await placeDecisions(lifecycle, where),
    deliveries: await programDeliveries(lifecycle, where),
    baseUrl: connection.kind === 'remote' ? connection.baseUrl : undefined,
    readAt: freshness.kind === 'fresh' ? atServer(freshness.at) : serverTime(),
  });
}

async function askFile(name: string): Promise<Uri> {
  const folder = workspace.workspaceFolders?.[0]?.uri;
  const uri = await window.showSaveDialog({
    title: t('Export Evidence'),
    saveLabel: t('Export'),
    ...(folder === undefined ? {} : { defaultUri: folder.with({ path: join(folder.path, name) }) }),
  });
  if (!uri) throw new CancelledError();
  return uri;
}
