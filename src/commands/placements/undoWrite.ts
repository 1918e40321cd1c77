import { t } from '@vscode/l10n';
import * as z from 'zod/mini';
import { UserFacingError } from '../../domain/errors.ts';
import { labelWithPrefix } from '../../domain/keys/keyLabel.ts';
import type { UndoableWrite } from '../../editor/env/undoableWrites.ts';
import { rowOfKey } from '../../editor/keys/snapshot.ts';
import { report } from '../../editor/report.ts';
import { notify } from '../../editor/notify.ts';
import { pick } from '../../editor/prompts.ts';
import type { HasKeyList, UndoesWrites } from '../ports.ts';
import { agreeTo } from '../agreeTo.ts';
import { parseArguments } from '../argument.ts';
import { say } from '../../editor/notify.ts';

const undoArguments = z.strictObject({ keyId: z.optional(z.string()) });

const title = t('Undo Write to .env');

/** Takes the last write of a secret into a `.env` back, with all files that it had changed. */
export async function undoWrite(services: UndoesWrites & HasKeyList, argument: unknown) {
  const { keyId } = parseArguments(undoArguments, argument);
  const writes = services.undoableWrites
    .list()
    .filter((each) => keyId === undefined || each.keyId === keyId);
  const write = await chooseWrite(writes, keyId);
  const row = rowOfKey(services.keyList.snapshot, write.keyId ?? '');
  const subject = row ? labelWithPrefix(row) : write.label;
  await agreeTo(title, { subject, detail: write.name }, argument);
  await takeBack(services, write);
  return write.keyId === undefined ? {} : { keyId: write.keyId };
}

export const undoButton = t('Undo');

/** Tells of a write. The message closes by itself; the row's menu and the palette have the same until it is done. */
export async function offerUndo(
  services: UndoesWrites,
  told: string,
  write: UndoableWrite,
): Promise<void> {
  if ((await notify.info(told, undoButton)) === undoButton) await takeBackPressed(services, write);
}

/** Where a message's button was pressed, so that nobody else would tell of an error. */
export async function takeBackPressed(services: UndoesWrites, write: UndoableWrite): Promise<void> {
  try {
    await takeBack(services, write);
  } catch (error) {
    await report(error, services.log);
  }
}

/** The same for a write that is known. @throws UserFacingError */
export async function takeBack(services: UndoesWrites, write: UndoableWrite): Promise<void> {
  if (!services.undoableWrites.list().includes(write)) throw nothingToUndo();
  try {
    await services.undoableWrites.undo(write);
  } finally {
    await services.refresh();
  }
  say(t('The former file is back.'));
}

/** The last one of a key that was named, or the only one; else the person says which. */
async function chooseWrite(
  writes: readonly UndoableWrite[],
  keyId: string | undefined,
): Promise<UndoableWrite> {
  const [last] = writes;
  if (!last) throw nothingToUndo();
  if (keyId !== undefined || writes.length === 1) return last;
  return pick(
    writes.map((write) => ({ label: write.name, description: write.label, value: write })),
    { title, placeHolder: t('Which one?') },
  );
}

function nothingToUndo(): UserFacingError {
  return new UserFacingError(t('There is no write to a .env file that could be undone.'));
}
