import { t } from '@vscode/l10n';
import { workspace, type Uri, type WorkspaceFolder } from 'vscode';
import { UserFacingError } from '../../domain/errors.ts';
import { readSetting } from '../settings.ts';
import { refuseName } from '../../dotenv/nameRefusal.ts';

/** @throws UserFacingError for what is no env file, whoever named it: nothing is asked or made for it */
export async function envFileOnly(file: Uri): Promise<Uri> {
  await requireEnvFile(file.path);
  return file;
}

/** The same for a name. @throws UserFacingError */
export async function requireEnvFile(file: string): Promise<void> {
  const refused = refuseName(file);
  if (refused) throw new UserFacingError(t('Nothing was written. {0}', refused.sentence));
}

/**
 * The name that the folder's settings, or the person's, give its env file; empty for none. One that is
 * no env file is not passed over: the secret would stand elsewhere than whoever set it thinks.
 * @throws UserFacingError
 */
export async function envFileSetting(folder: WorkspaceFolder): Promise<string> {
  const set = workspace.getConfiguration('keyrail', folder).get('envFile');
  if (typeof set !== 'string' || set === '') return '';
  // A path is no name: a repository's way out of its folder counts as nothing.
  if (/[/\\]/.test(set)) return readSetting('envFile', folder);
  const refused = refuseName(set);
  if (!refused) return readSetting('envFile', folder);
  throw new UserFacingError(
    t('Nothing was written. The setting keyrail.envFile cannot be used: {0}', refused.sentence),
    [
      {
        label: t('Open Settings'),
        command: 'workbench.action.openSettings',
        args: ['keyrail.envFile'],
      },
    ],
  );
}
