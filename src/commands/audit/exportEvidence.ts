import { t } from '@vscode/l10n';
import { join } from 'node:path';
import { Uri, window, workspace } from 'vscode';
import * as z from 'zod/mini';
import { evidenceNote } from '../../domain/firstRun/evidence.ts';
import { CancelledError, UserFacingError } from '../../domain/errors.ts';
import { readEvidence } from '../../editor/firstRun/evidenceStore.ts';
import type { Services } from '../../services.ts';
import { calledByProgram, parseArguments } from '../argument.ts';

const exportEvidenceArguments = z.strictObject({
  /** Absolute path; an existing file is replaced. */
  file: z.optional(z.string()),
  form: z.optional(z.enum(['markdown', 'plain'])),
});

/** Writes the evidence so far to a file: ids, readings and the receipt's note, never a secret. */
export async function exportEvidence(services: Services, argument: unknown) {
  const given = parseArguments(exportEvidenceArguments, argument);
  const { context } = await services.keyRing.here();
  const evidence = readEvidence(services.globalState, context);
  if (!evidence) {
    throw new UserFacingError(t('There is no evidence of this control-plane workspace yet.'), [
      { label: t('Make a demo run'), command: 'keyrail.runDemo' },
    ]);
  }
  const form = given.form ?? 'markdown';
  const note = `${evidenceNote(evidence, form)}\n`;
  const uri =
    given.file === undefined
      ? await askFile(
          `keyrail-evidence-${context.workspaceSlug}.${form === 'plain' ? 'txt' : 'md'}`,
        )
      : Uri.file(given.file);
  await workspace.fs.writeFile(uri, new TextEncoder().encode(note));
  if (!calledByProgram(argument)) await window.showTextDocument(uri);
  return { file: uri.fsPath, runId: evidence.run?.id ?? null };
}

async function askFile(name: string): Promise<Uri> {
  const folder = workspace.workspaceFolders?.[0]?.uri;
  const uri = await window.showSaveDialog({
    title: t('Export the evidence'),
    saveLabel: t('Export'),
    ...(folder === undefined ? {} : { defaultUri: folder.with({ path: join(folder.path, name) }) }),
  });
  if (!uri) throw new CancelledError();
  return uri;
}
