import { t } from '@vscode/l10n';
import path from 'node:path';
import { UserFacingError } from '../domain/errors.ts';
import { isInside } from '../files/isInside.ts';
import { appendLine, bytesOf, latin1View, toView } from './text/fileText.ts';
import { checkGit, type GitVerdict } from './git/gitGuard.ts';
import { nodeDisk } from '../files/nodeDisk.ts';
import type { EnvPath } from '../files/disk.ts';
import type { Change, Plan, Planner } from './text/plan.ts';
import { queued } from '../files/queue.ts';
import { realFolder } from './git/repositories.ts';
import { planSideEdit } from './sideEdit.ts';
import { transact, type Edited, type EnvRefusal } from './transaction.ts';

/** A `.gitignore` that was changed. */
export interface Ignored {
  readonly file: string;
  readonly edited: Edited & { readonly kind: 'written' };
}

/** A line for a `.gitignore` that is to be shown before it is written. */
export interface IgnoreEdit {
  /** The absolute path of the `.gitignore`. */
  readonly file: string;
  readonly changes: readonly Change[];
  /** Writes it, and what other repositories around the file need besides. @throws UserFacingError */
  make(): Promise<readonly Ignored[]>;
}

/**
 * Plans that for a repository that would take the file, by its work tree; nothing is touched.
 * @throws UserFacingError when the file could not be written
 */
export async function planIgnore(
  folder: string,
  file: string,
  workTree: string,
): Promise<IgnoreEdit> {
  const { path: at, planner } = lineFor(folder, file, workTree);
  const edit = await planSideEdit(at, planner, nodeDisk);
  if (edit.kind === 'refused') throw notChanged(edit);
  return {
    file: at.file,
    changes: edit.kind === 'planned' ? edit.plan.changes : [],
    make: () => addToGitignore(folder, file),
  };
}

/**
 * Adds the file as a line of the `.gitignore` of each repository that would take it: at the top of its
 * work tree, or in the folder where that lies below. Every byte before the line stays.
 * @throws UserFacingError when a file could not be written, a later pattern takes the line back, or git
 * would commit the file for all that, or could not be asked
 */
export async function addToGitignore(folder: string, file: string): Promise<readonly Ignored[]> {
  const asked = new Set<string>();
  const made: Ignored[] = [];
  for (;;) {
    const verdict = await checkGit(folder, file);
    if (verdict.kind === 'ignored' || verdict.kind === 'no-repository') return made;
    if (verdict.kind !== 'not-ignored') throw unhelped(verdict, file);
    const { workTree } = verdict;
    if (asked.has(workTree)) {
      throw new UserFacingError(
        t(
          'Git still does not ignore {0}: another pattern takes it back. Look for a line that begins with “!” in the .gitignore files.',
          file,
        ),
      );
    }
    asked.add(workTree);
    const { path: at, planner } = lineFor(folder, file, workTree);
    const edited = await queued(at.file, () =>
      transact({
        disk: nodeDisk,
        path: at,
        planner,
        approve: undefined,
        beforeStep: () => undefined,
        followLinks: false,
        newMode: 0o644,
      }),
    );
    if (edited.kind === 'refused') throw notChanged(edited);
    if (edited.kind === 'written') made.push({ file: at.file, edited });
  }
}

function unhelped({ kind }: GitVerdict, file: string): UserFacingError {
  return new UserFacingError(
    kind === 'tracked'
      ? t(
          'Git tracks {0}, so it commits the file whatever .gitignore says. Run “git rm --cached” for it first.',
          file,
        )
      : t('Git could not be asked whether it ignores {0}.', file),
  );
}

function notChanged({ sentence }: EnvRefusal): UserFacingError {
  return new UserFacingError(t('.gitignore was not changed. {0}', sentence));
}

/** Which line would make the repository of this work tree ignore the file, and where it belongs. */
function lineFor(
  folder: string,
  file: string,
  workTree: string,
): { readonly path: EnvPath; readonly planner: Planner } {
  const outer = realFolder(folder);
  const named = path.resolve(folder, file);
  const real = path.join(realFolder(path.dirname(named)), path.basename(named));
  const root = isInside(outer, workTree) || !isInside(outer, real) ? workTree : outer;
  const line = patternFor(path.relative(root, real));
  return {
    path: { folder: outer, file: path.join(root, '.gitignore') },
    planner: (bytes) => planLine(bytes, line),
  };
}

/** From there down, with the characters taken as they are that mean more in a pattern. */
function patternFor(relative: string): string {
  const name = relative.split(path.sep).join('/');
  return `/${name.replace(/[\\*?[]| $/g, '\\$&')}`;
}

function planLine(bytes: Uint8Array, line: string): Plan {
  const view = latin1View(bytes);
  if (view.split(/\r?\n/).includes(toView(line))) return { kind: 'unchanged' };
  const after = appendLine(view, toView(line));
  const change = { kind: 'appended', line: after.split('\n').length - 1, after: line } as const;
  return { kind: 'write', bytes: bytesOf(after), changes: [change], warnings: [] };
}
