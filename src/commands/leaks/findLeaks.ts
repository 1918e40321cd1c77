import { t } from '@vscode/l10n';
import { commands, workspace } from 'vscode';
import { UserFacingError } from '../../domain/errors.ts';
import { listTrackedEverywhere } from '../../dotenv/git/repositoriesBelow.ts';
import type { LookParts } from '../../editor/leaks/lookForLeaks.ts';
import { scanTracked } from '../../editor/leaks/scanTracked.ts';
import { shownPath } from '../../files/walkFiles.ts';
import type { JudgesLeaks } from './judgesLeaks.ts';
import type { Telling } from '../ports.ts';

/** Looks for secrets in everything that git tracks in the open folders. */
export async function findLeaks(ports: JudgesLeaks & LookParts) {
  if (!workspace.isTrusted) {
    throw new UserFacingError(
      t('Keyrail asks git nothing about a folder that is not trusted. Trust it first.'),
      [{ label: t('Manage Trust'), command: 'workbench.trust.manage' }],
    );
  }
  const folders = (workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === 'file');
  const guard = await ports.leaks();
  const title = t('Looking for secrets in tracked files');
  const scan = await ports.withProgress(title, async (signal, step) => {
    const lists = await Promise.all(
      folders.map(({ uri }) => listTrackedEverywhere(uri.fsPath, signal)),
    );
    if (lists.every(({ hasRepository }) => !hasRepository)) {
      throw new UserFacingError(
        t('No open folder lies in a git repository or holds one, so no file is tracked.'),
      );
    }
    // A folder may be opened beside one that it lies in.
    const files = new Map(
      lists.flatMap((list) => list.files).map((each) => [shownPath(each), each]),
    );
    const done = await scanTracked(ports, [...files.values()], signal, (count) => {
      step(t('{0} of {1} files', count, files.size));
    });
    return { ...done, left: [...new Set([...lists.flatMap((list) => list.left), ...done.left])] };
  });
  guard.showInFiles(scan.found);
  const leaks = [...scan.found.values()].reduce((sum, each) => sum + each.length, 0);
  const counts = {
    files: scan.filesRead,
    tooLarge: scan.tooLarge,
    left: scan.left.length,
    leaks,
    leakingFiles: scan.found.size,
  };
  if (!ports.prompter.isProgram) void tell(ports, counts, scan.left);
  for (const each of scan.left) ports.log.info(`Not looked into: ${each}`);
  return counts;
}

/** The rest is in the log. */
const mostNames = 3;

interface Counts {
  readonly files: number;
  readonly tooLarge: number;
  /** Files and folders that were not looked into. */
  readonly left: number;
  readonly leaks: number;
  readonly leakingFiles: number;
}

async function tell(
  { messages: { notify } }: Telling,
  { files, leaks, leakingFiles }: Counts,
  unread: readonly string[],
): Promise<void> {
  const names = unread.slice(0, mostNames).map((each) => workspace.asRelativePath(each));
  if (unread.length > mostNames) names.push('…');
  const left =
    unread.length === 0
      ? ''
      : ` ${t('Not looked into: {0} ({1}).', unread.length, names.join(', '))}`;
  if (leaks === 0) {
    const none =
      files === 1
        ? t('No secret stands in the one file that git tracks here.')
        : t('No secret stands in the {0} files that git tracks here.', files);
    void notify.info(none + left);
    return;
  }
  const show = t('Show Problems');
  const sentence = t(
    'Secrets found in tracked files: {0}, in {1} of {2} files.',
    leaks,
    leakingFiles,
    files,
  );
  if ((await notify.warn(sentence + left, show)) === show) {
    await commands.executeCommand('workbench.actions.view.problems');
  }
}
