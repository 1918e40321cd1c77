import { t } from '@vscode/l10n';
import path from 'node:path';
import { UserFacingError } from '../domain/errors.ts';
import { isInside } from './anchor.ts';
import { appendLine, bytesOf, latin1View, toView } from './fileText.ts';
import { checkGit, type GitVerdict } from './gitGuard.ts';
import { nodeDisk } from './nodeDisk.ts';
import type { Plan } from './plan.ts';
import { queued } from './queue.ts';
import { realFolder } from './repositories.ts';
import { transact } from './transaction.ts';

/**
 * Adds the file as a line of the `.gitignore` of each repository that would take it: at the top of its
 * work tree, or in the folder where that lies below. Every byte before the line stays.
 * @throws UserFacingError when a file could not be written, a later pattern takes the line back, or git
 * would commit the file for all that, or could not be asked
 */
export async function addToGitignore(folder: string, file: string): Promise<void> {
  const asked = new Set<string>();
  for (;;) {
    const verdict = await checkGit(folder, file);
    if (verdict.kind === 'ignored' || verdict.kind === 'no-repository') return;
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
    await addLine(folder, file, workTree);
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

async function addLine(folder: string, file: string, workTree: string): Promise<void> {
  const outer = realFolder(folder);
  const named = path.resolve(folder, file);
  const real = path.join(realFolder(path.dirname(named)), path.basename(named));
  const root = isInside(outer, workTree) || !isInside(outer, real) ? workTree : outer;
  const ignore = path.join(root, '.gitignore');
  const line = patternFor(path.relative(root, real));
  const edited = await queued(ignore, () =>
    transact({
      disk: nodeDisk,
      path: { folder: outer, file: ignore },
      planner: (bytes) => planLine(bytes, line),
      approve: undefined,
      beforeStep: () => undefined,
      followLinks: false,
      newMode: 0o644,
    }),
  );
  if (edited.kind === 'refused') {
    throw new UserFacingError(t('.gitignore was not changed. {0}', edited.sentence));
  }
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
