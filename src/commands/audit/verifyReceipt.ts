import { t } from '@vscode/l10n';
import { basename } from 'node:path';
import { window } from 'vscode';
import * as z from 'zod/mini';
import { assertNever, CancelledError, UserFacingError } from '../../domain/errors.ts';
import {
  checkReceipt,
  parseReceiptNote,
  type ReceiptCheck,
} from '../../domain/firstRun/receipt.ts';
import { hashFile } from '../../editor/firstRun/auditFile.ts';
import type { Prompter } from '../prompter.ts';
import { readReceipt, receiptSubject } from '../../editor/firstRun/receiptFile.ts';
import { parseArguments } from '../argument.ts';
import type { Asking, Telling } from '../ports.ts';

const verifyArguments = z.strictObject({
  file: z.optional(z.string()),
  /** A note, or any text that holds one, as found in a delivery track. */
  note: z.optional(z.string()),
});

/** Checks whether a file is the one a receipt was made for: the one beside it, or a pasted note. */
export async function verifyReceipt(ports: Asking & Telling, argument: unknown) {
  const given = parseArguments(verifyArguments, argument);
  const { prompter } = ports;
  const picked = given.file ?? (await askFile());
  const file = receiptSubject(picked) ?? picked;
  const receipt =
    given.note === undefined
      ? await prompter.complete(await readReceipt(file), {
          ask: async () => noteOf(await askNote(prompter, file)),
          unasked: () => undefined,
        })
      : noteOf(given.note);
  if (!receipt) {
    throw new UserFacingError(
      t('No receipt lies beside {0}. Pass its note as note.', basename(file)),
    );
  }
  const { sha256, size } = await ports.withProgress(t('Hashing {0}', basename(file)), (signal) =>
    hashFile(file, signal),
  );
  const check = checkReceipt(receipt, sha256);
  if (!prompter.isProgram) tell(ports, check, basename(file));
  return { file, same: check.kind === 'same', outcome: check.kind, sha256, size };
}

async function askFile(): Promise<string> {
  const [uri] =
    (await window.showOpenDialog({
      title: t('Verify Audit Export Against Its Receipt'),
      openLabel: t('Verify'),
      canSelectMany: false,
    })) ?? [];
  if (!uri) throw new CancelledError();
  if (uri.scheme !== 'file') throw new UserFacingError(t('Choose a file on disk.'));
  return uri.fsPath;
}

function askNote(prompter: Prompter, file: string): Promise<string> {
  return prompter.ask({
    title: t('Verify Audit Export'),
    prompt: t('No receipt lies beside {0}. Paste its note.', basename(file)),
    placeHolder: 'Audit export … (…, SHA-256: …).',
    validateInput: (text) =>
      text.trim() === '' || parseReceiptNote(text)
        ? undefined
        : t('This text holds no receipt note.'),
  });
}

function noteOf(text: string) {
  const note = parseReceiptNote(text);
  if (!note) throw new UserFacingError(t('This text holds no receipt note.'));
  return note;
}

function tell({ messages: { notify } }: Telling, check: ReceiptCheck, name: string): void {
  switch (check.kind) {
    case 'same':
      void notify.info(t('{0} is the file that the receipt was made for: same SHA-256.', name));
      return;
    case 'different':
      void notify.warn(
        t(
          '{0} is not the file that the receipt was made for. Its SHA-256 is {1}; the receipt says {2}.',
          name,
          check.found,
          check.expected,
        ),
      );
      return;
    case 'unprovable':
      void notify.warn(
        t('The receipt of {0} holds no hash, so nothing can be said about the file.', name),
      );
      return;
    default:
      assertNever(check);
  }
}
