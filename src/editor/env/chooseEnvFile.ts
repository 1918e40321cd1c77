import { t } from '@vscode/l10n';
import { posix } from 'node:path';
import { Uri, type WorkspaceFolder } from 'vscode';
import { isSecretFileName } from '../../dotenv/envFileName.ts';
import { refuseName } from '../../dotenv/nameRefusal.ts';
import { ask, pick, type Choice } from '../prompts.ts';
import { findEnvFiles } from './envCandidates.ts';
import { isFile } from './nearestPackage.ts';

/**
 * Which `.env` of the folder: `likely` first, then those that are there, nearest to the top first.
 * Asks only where there is a choice, unless `always`. @throws CancelledError
 */
export async function chooseEnvFile(
  folder: WorkspaceFolder,
  likely: Uri,
  always: boolean,
): Promise<Uri> {
  const nameOf = ({ path }: Uri) => posix.relative(folder.uri.path, path);
  const found = (await findEnvFiles(undefined, [folder]))
    .filter((uri) => isSecretFileName(uri.path) && uri.toString() !== likely.toString())
    .sort((a, b) => depth(a) - depth(b) || a.path.localeCompare(b.path));
  if (found.length === 0 && !always) return likely;

  const isNew = !(await isFile(likely));
  const choices: Choice<Uri | 'another'>[] = [
    { label: nameOf(likely), description: isNew ? t('new file') : '', value: likely },
    ...found.map((uri) => ({ label: nameOf(uri), value: uri })),
    { label: t('Another file…'), value: 'another' },
  ];
  const title = t('Write to .env');
  const chosen = await pick(choices, { title, placeHolder: t('Into which file?') });
  if (chosen !== 'another') return chosen;
  const name = await ask({
    title,
    prompt: t('Path inside {0}, for example .env.local, dev.env or .envrc.', folder.name),
    value: nameOf(likely),
    validateInput: (text) => refuseName(text.trim())?.sentence,
  });
  return Uri.joinPath(folder.uri, name);
}

const depth = ({ path }: Uri): number => path.split('/').length;
