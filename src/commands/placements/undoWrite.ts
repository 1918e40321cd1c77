import { t } from '@vscode/l10n';
import * as z from 'zod/mini';
import { UserFacingError } from '../../domain/errors.ts';
import type { UndoableWrite } from '../../editor/env/undoableWrites.ts';
import { report } from '../../editor/report.ts';
import { notify } from '../../editor/notify.ts';
import { pick } from '../../editor/prompts.ts';
import type { Services } from '../../services.ts';
import { parseArguments } from '../argument.ts';
import { say } from '../keys/outcome.ts';

const undoArguments = z.strictObject({ keyId: z.optional(z.string()) });

/** Takes the last write of a secret into a `.env` back, with all files that it had changed. */
export async function undoWrite(services: Services, argument: unknown) {
  const { keyId } = parseArguments(undoArguments, argument);
  const writes = services.undoableWrites
    .list()
    .filter((each) => keyId === undefined || each.keyId === keyId);
  const write = await chooseWrite(writes, keyId);
  await takeBack(services, write);
  return write.keyId === undefined ? {} : { keyId: write.keyId };
}

export const undoButton = t('Undo');

/** Tells of a write. The message goes by itself; the row's menu and the palette have the same until it is done. */
export async function offerUndo(
  services: Services,
  told: string,
  write: UndoableWrite,
): Promise<void> {
  if ((await notify.info(told, undoButton)) === undoButton) await takeBackPressed(services, write);
}

/** Where a message's button was pressed, so that nobody else would tell of an error. */
export async function takeBackPressed(services: Services, write: UndoableWrite): Promise<void> {
  try {
    await takeBack(services, write);
  } catch (error) {
    await report(error, services.log);
  }
}

/** The same for a write that is known. @throws UserFacingError */
export async function takeBack(services: Services, write: UndoableWrite): Promise<void> {
  if (!services.undoableWrites.list().includes(write)) throw nothingToUndo();
  try {
    await services.undoableWrites.undo(write);
  } finally {
    await services.refresh();
  }
  say(t('The former file is back.'));
}

/**
 * The last one of a key that was named. Else the person says which, also where there is only one: who
 * calls a command without an argument may be a folder’s launch and looks like the palette.
 */
async function chooseWrite(
  writes: readonly UndoableWrite[],
  keyId: string | undefined,
): Promise<UndoableWrite> {
  const [last] = writes;
  if (!last) throw nothingToUndo();
  if (keyId !== undefined) return last;
  return pick(
    writes.map((write) => ({ label: write.name, description: write.label, value: write })),
    { title: t('Undo Write to .env'), placeHolder: t('Which one?') },
  );
}

function nothingToUndo(): UserFacingError {
  return new UserFacingError(t('There is no write to a .env file that could be undone.'));
}
