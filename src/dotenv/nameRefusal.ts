import { t } from '@vscode/l10n';
import path from 'node:path';
import { nameFault, ownFileName, type NameFault } from './envFileName.ts';
import { refuseFile, type FileRefusal } from '../files/fileRefusal.ts';

/** Why no secret is written into a file of this name, and what to choose; `undefined` for an env file. */
export function refuseName(file: string): FileRefusal | undefined {
  const fault = nameFault(file);
  if (fault === undefined) return undefined;
  return refuseFile('bad-file-name', sentenceOf(fault, path.basename(file), ownFileName(file)));
}

function sentenceOf(fault: NameFault, name: string, own: string): string {
  switch (fault) {
    case 'example':
      return t('{0} is an example, which is made to be committed. Choose {1} instead.', name, own);
    case 'template':
      return t(
        '{0} is a template that a tool fills in, and no program reads it. Choose {1} instead.',
        name,
        own,
      );
    case 'schema':
      return t(
        '{0} says which variables there are, and holds no values. Choose {1} instead.',
        name,
        own,
      );
    case 'other-format':
      return t(
        '{0} is a file of another format, not of lines like NAME=value. Choose {1} instead.',
        name,
        own,
      );
    case 'encrypted':
      return t(
        '{0} belongs to a tool that encrypts, and a secret would stand in it in plain text. Put it in with that tool, or choose {1} instead.',
        name,
        own,
      );
    case 'backup':
      return t(
        '{0} is a former or half-made copy of a file, and no program reads it. Choose {1} instead.',
        name,
        own,
      );
    case 'device':
      return t('Windows takes {0} for a device, not for a file. Choose {1} instead.', name, own);
    case 'no-env-file':
      return t(
        '{0} is no env file. Choose .env, .env.<word>, <word>.env, .envrc or .dev.vars.',
        name,
      );
  }
}
