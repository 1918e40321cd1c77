import { t } from '@vscode/l10n';
import * as z from 'zod/mini';
import { UserFacingError } from '../../domain/errors.ts';
import { labelWithPrefix } from '../../domain/keys/keyLabel.ts';
import type { UndoableWrite } from '../../editor/env/undoableWrites.ts';
import { rowOfKey } from '../../editor/keys/snapshot.ts';
import type { Asking, Telling, ListedKeys, EnvWrites } from '../ports.ts';
import { parseArguments } from '../argument.ts';

const undoArguments = z.strictObject({ keyId: z.optional(z.string()) });

const title = t('Undo Write to .env');

/** Takes the last write of a secret into a `.env` back, with all files that it had changed. */
export async function undoWrite(
  ports: Asking & Telling & ListedKeys & EnvWrites,
  argument: unknown,
) {
  const { keyId } = parseArguments(undoArguments, argument);
  const writes = ports.undoableWrites
    .list()
    .filter((each) => keyId === undefined || each.keyId === keyId);
  const write = await chooseWrite(ports, writes, keyId);
  const row = rowOfKey(ports.keyList.snapshot, write.keyId ?? '');
  const subject = row ? labelWithPrefix(row) : write.label;
  await ports.prompter.agreeTo(title, { subject, detail: write.name });
  await takeBack(ports, write);
  return write.keyId === undefined ? {} : { keyId: write.keyId };
}

export const undoButton = t('Undo');

/** Tells of a write. The message closes by itself; the row's menu and the palette have the same until it is done. */
export async function offerUndo(
  ports: Telling & ListedKeys & EnvWrites,
  told: string,
  write: UndoableWrite,
): Promise<void> {
  if ((await ports.messages.notify.info(told, undoButton)) === undoButton)
    await takeBackPressed(ports, write);
}

/** Where a message's button was pressed, so that nobody else would tell of an error. */
export async function takeBackPressed(
  ports: Telling & ListedKeys & EnvWrites,
  write: UndoableWrite,
): Promise<void> {
  try {
    await takeBack(ports, write);
  } catch (error) {
    await ports.messages.report(error);
  }
}

/** The same for a write that is known. @throws UserFacingError */
export async function takeBack(
  ports: Telling & ListedKeys & EnvWrites,
  write: UndoableWrite,
): Promise<void> {
  if (!ports.undoableWrites.list().includes(write)) throw nothingToUndo();
  try {
    await ports.undoableWrites.undo(write);
  } finally {
    await ports.keyList.refresh();
  }
  ports.messages.say(t('The former file is back.'));
}

/** The last one of a key that was named, or the only one; else the person says which. */
async function chooseWrite(
  { prompter }: Asking,
  writes: readonly UndoableWrite[],
  keyId: string | undefined,
): Promise<UndoableWrite> {
  const [last] = writes;
  if (!last) throw nothingToUndo();
  if (keyId !== undefined || writes.length === 1) return last;
  return prompter.pick(
    writes.map((write) => ({ label: write.name, description: write.label, value: write })),
    { title, placeHolder: t('Which one?') },
  );
}

function nothingToUndo(): UserFacingError {
  return new UserFacingError(t('There is no write to a .env file that could be undone.'));
}
