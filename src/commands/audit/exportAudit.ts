import { t } from '@vscode/l10n';
import { stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import * as z from 'zod/mini';
import { UserFacingError } from '../../domain/errors.ts';
import { exportBounds, receiptNote, type AuditReceipt } from '../../domain/firstRun/receipt.ts';
import { writeHashed } from '../../editor/firstRun/auditFile.ts';
import { rememberEvidence } from '../../editor/firstRun/evidenceStore.ts';
import { writeReceipt } from '../../editor/firstRun/receiptFile.ts';
import { serverTime } from '../../editor/serverTime.ts';
import type { Asking, Telling, Documents, ListedKeys, Pages } from '../ports.ts';
import { parseArguments } from '../argument.ts';
import { askExport, type WantedExport } from './askExport.ts';
import { requireExport } from './requireExport.ts';

const day = z.string().check(z.regex(/^\d{4}-\d{2}-\d{2}$/));
const exportArguments = z.strictObject({
  format: z.optional(z.enum(['jsonl', 'json'])),
  /** Days, UTC, both included; left out is open. */
  from: z.optional(day),
  to: z.optional(day),
  /** A folder, or a file that is not there yet. Absolute, or below the first folder. */
  file: z.optional(z.string()),
  overwrite: z.optional(z.boolean()),
});

/** What audit events are exported with. */
type ExportsAudit = Asking & Telling & Documents & ListedKeys & Pick<Pages, 'globalState'>;

/**
 * Exports the audit events to a file with its receipt beside it, and keeps the receipt as evidence.
 */
export async function exportAudit(ports: ExportsAudit, argument: unknown) {
  const given = parseArguments(exportArguments, argument);
  const { prompter, documents } = ports;
  const { session, context } = await ports.keyList.here();
  const wanted = await prompter.complete<WantedExport>(undefined, {
    async ask() {
      await requireExport(ports.keyList);
      return askExport(prompter);
    },
    unasked: () => ({
      format: given.format ?? 'jsonl',
      from: given.from ?? null,
      to: given.to ?? null,
    }),
  });
  const { format } = wanted;
  const bounds = exportBounds(wanted);
  const chosen = await prompter.complete(undefined, {
    ask: () =>
      documents.askFile(suggestedName(context.workspaceSlug, format), {
        title: t('Export Audit Events'),
        save: t('Export'),
      }),
    unasked: () => placeOf(documents.folder(), given.file),
  });

  const { file, written, contentType } = await ports.withProgress(
    t('Exporting the audit events'),
    async (signal, step) => {
      const download = await session.management.exportAudit(
        context.workspaceId,
        { format, from: bounds.from ?? undefined, to: bounds.to ?? undefined },
        signal,
      );
      const target = prompter.isProgram
        ? await freeFile(chosen, download.filename, given.overwrite === true)
        : chosen;
      const size = new Intl.NumberFormat('en-US');
      const done = await writeHashed(target, download.bytes, (bytes) => {
        step(`${size.format(Math.ceil(bytes / 1000))} kB`);
      });
      return { file: target, written: done, contentType: download.contentType };
    },
  );
  const receipt: AuditReceipt = {
    filename: basename(file),
    format,
    from: wanted.from,
    to: wanted.to,
    contentType,
    size: written.size,
    sha256: written.sha256,
    exportedAt: serverTime().toISOString(),
  };
  const receiptFile = await writeReceipt(file, receipt);
  await rememberEvidence(ports.globalState, context, { receipt });
  ports.keyList.redraw();
  const note = receiptNote(receipt);
  if (!prompter.isProgram) void tell(ports, file, note, written.size);
  return { file, receiptFile, size: written.size, sha256: written.sha256, note };
}

function suggestedName(slug: string, format: string): string {
  const today = serverTime().toISOString().slice(0, 10).replaceAll('-', '');
  // The server's own form (docs/contract.md, Audit export): what is suggested is what it will say.
  // The slug is a server's word: nothing in it may lead to another folder.
  return `govrail-audit-${slug.replace(/[^\w-]/g, '').slice(0, 60)}-${today}.${format}`;
}

/** @throws UserFacingError where nothing says where */
function placeOf(folder: string | undefined, file: string | undefined): string {
  if (file === undefined && folder === undefined) {
    throw new UserFacingError(t('Pass file: no folder is open to put the export into.'));
  }
  return resolve(folder ?? '/', file ?? '.');
}

/** @throws UserFacingError when there is a file already and `overwrite` is not said. */
async function freeFile(place: string, name: string, overwrite: boolean): Promise<string> {
  const kind = await kindOf(place);
  if (kind === 'folder') return freeFile(join(place, name), name, overwrite);
  if (kind === 'nothing' || overwrite) return place;
  throw new UserFacingError(t('{0} exists already. Pass overwrite: true to replace it.', place));
}

async function kindOf(place: string): Promise<'folder' | 'file' | 'nothing'> {
  try {
    return (await stat(place)).isDirectory() ? 'folder' : 'file';
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 'nothing';
    throw error;
  }
}

const [copyNote, openFile, record] = [
  t('Copy Note'),
  t('Open File'),
  t('Record Receipt…'),
] as const;

async function tell(
  { messages, writeClipboard, documents }: Telling & Documents,
  file: string,
  note: string,
  size: number,
): Promise<void> {
  const empty = size === 0 ? ` ${t('There were no events in that time.')}` : '';
  const pressed = await messages.notify.info(`${note}${empty}`, copyNote, openFile, record);
  if (pressed === copyNote) await writeClipboard(note);
  if (pressed === openFile) await documents.open(file);
  if (pressed === record) await messages.runPressed({ command: 'keyrail.recordGoLive' });
}
