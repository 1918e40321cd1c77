import { posix } from 'node:path';
import { Uri } from 'vscode';
import { UserFacingError } from '../../domain/errors.ts';
import type { Change } from '../../dotenv/text/plan.ts';
import type { Edited } from '../../dotenv/transaction.ts';
import { t } from '@vscode/l10n';
import { onDisk, type EnvSpot } from './envSpot.ts';
import { envFileName, type EnvTarget } from './envTarget.ts';
import { dirtyDocument } from './openDocument.ts';
import type { FileLines } from './previewEnd.ts';
import { planIgnored } from './envGuard.ts';
import { planExampleNames } from '../../dotenv/exampleFile.ts';

/** A file that was changed, and the way back. */
export interface MadeEdit extends FileLines {
  /** @throws UserFacingError where the file has changed since */
  undo(): Promise<void>;
}

/** What a write changes beside the `.env`: shown with it, told with it, undone with it. */
export interface BesideEnv {
  /** To be shown; less where the `.env` itself stays as it is. */
  shown(isEnvWritten: boolean): readonly FileLines[];
  /** Makes git ignore the file, which comes before the secret. @throws UserFacingError */
  ignore(): Promise<void>;
  /** Gives the example the names, once the secret is in its place. */
  nameInExample(): Promise<void>;
  /** Brings back what was made, where the secret did not follow; what has changed since stays. */
  takeBack(): Promise<void>;
  /** In the order in which they were made. */
  readonly made: readonly MadeEdit[];
}

/**
 * @param isSeen whether a person has written to this file before
 * @throws UserFacingError, CancelledError
 */
export async function planBesideEnv(
  { path, disk }: EnvSpot,
  target: EnvTarget,
  what: { readonly ask: boolean; readonly of: { readonly keyId: string } | undefined },
  isSeen: boolean,
): Promise<BesideEnv> {
  const ignore = await planIgnored(target, what, isSeen);
  // Git tracks the example: where nobody is shown that, or it could not be undone, it stays as it is.
  const example = what.ask
    ? await planExampleNames(
        path,
        [target.variable, target.baseUrlVariable].filter((name) => name !== ''),
        disk,
      )
    : undefined;
  const isExampleFree = example && !dirtyDocument(uriOf(target, example.file));
  const linesOf = (file: string, changes: readonly Change[]) => ({
    name: nameOf(target, file),
    changes,
  });
  const made: MadeEdit[] = [];
  const keep = (file: string, edited: Edited) => {
    if (edited.kind !== 'written') return;
    const lines = linesOf(file, edited.plan.changes);
    made.push({ ...lines, undo: undoing(lines.name, edited) });
  };
  let isIgnored = ignore === undefined;
  return {
    made,
    shown: (isEnvWritten) => [
      ...(isEnvWritten && isExampleFree ? [linesOf(example.file, example.plan.changes)] : []),
      ...(ignore ? [linesOf(ignore.file, ignore.changes)] : []),
    ],
    async ignore() {
      // The write asks once more where another program came between.
      if (isIgnored || !ignore) return;
      for (const { file, edited } of await ignore.make()) keep(file, edited);
      isIgnored = true;
    },
    async takeBack() {
      const undone = made.splice(0).toReversed();
      isIgnored = ignore === undefined;
      for (const each of undone) {
        await each.undo().catch((error: unknown) => {
          if (!(error instanceof UserFacingError)) throw error;
        });
      }
    },
    async nameInExample() {
      if (isExampleFree) keep(example.file, await example.make());
    },
  };
}

/** The way back of a written file, which names it where there is none. */
export function undoing(
  name: string,
  edited: Edited & { readonly kind: 'written' },
): () => Promise<void> {
  return async () => {
    const undone = await edited.undo();
    if (undone.kind === 'refused') throw new UserFacingError(t('{0}: {1}', name, undone.sentence));
  };
}

function uriOf({ file }: EnvTarget, path: string): Uri {
  return onDisk(file) ? Uri.file(path) : Uri.parse(path);
}

/** As the person knows the file; its bare name where the folder was reached through a link. */
function nameOf(target: EnvTarget, path: string): string {
  const file = uriOf(target, path);
  const isInside = file.path.startsWith(`${target.folder.uri.path}/`);
  return isInside ? envFileName({ ...target, file }) : posix.basename(file.path);
}
