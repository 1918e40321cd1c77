import { t } from '@vscode/l10n';
import { commands, workspace } from 'vscode';
import { notify } from '../../editor/notify.ts';
import { UserFacingError } from '../../domain/errors.ts';
import { listTracked } from '../../dotenv/git/trackedFiles.ts';
import { scanTracked } from '../../editor/leaks/scanTracked.ts';
import { withProgress } from '../../editor/prompts.ts';
import type { Services } from '../../services.ts';
import { calledByProgram } from '../caller.ts';

/** Looks for secrets in everything that git tracks in the open folders. */
export async function findLeaks(services: Services, argument: unknown) {
  if (!workspace.isTrusted) {
    throw new UserFacingError(
      t('Keyrail asks git nothing about a folder that is not trusted. Trust it first.'),
      [{ label: t('Manage Trust'), command: 'workbench.trust.manage' }],
    );
  }
  const folders = (workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === 'file');
  const guard = await services.leaks();
  const title = t('Looking for secrets in tracked files');
  const scan = await withProgress(title, async (signal, step) => {
    const lists = await Promise.all(folders.map(({ uri }) => listTracked(uri.fsPath, signal)));
    if (lists.every((list) => list === undefined)) {
      throw new UserFacingError(
        t('No open folder lies in a git repository, so no file is tracked.'),
      );
    }
    // A folder may be opened beside one that it lies in.
    const files = [...new Set(lists.flatMap((list) => list ?? []))];
    return scanTracked(services, files, signal, (done) => {
      step(t('{0} of {1} files', done, files.length));
    });
  });
  guard.showInFiles(scan.found);
  const leaks = [...scan.found.values()].reduce((sum, each) => sum + each.length, 0);
  const counts = {
    files: scan.filesRead,
    tooLarge: scan.tooLarge,
    leaks,
    leakingFiles: scan.found.size,
  };
  if (!calledByProgram(argument)) void tell(counts);
  return counts;
}

interface Counts {
  readonly files: number;
  readonly tooLarge: number;
  readonly leaks: number;
  readonly leakingFiles: number;
}

async function tell({ files, tooLarge, leaks, leakingFiles }: Counts): Promise<void> {
  const left =
    tooLarge === 0 ? '' : ` ${t('Files above 1 MiB were not looked into: {0}.', tooLarge)}`;
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
