import { t } from '@vscode/l10n';
import { knownPrograms } from '../../domain/keys/programPlaceText.ts';
import type { Recipe } from '../recipe.ts';

/** Without what would be a second name of the same entry: `a//b`, `./a`, `a/`. */
const plainPath = String.raw`(?!\.{1,2}(?:/|$))[^/]+(?:/(?!\.{1,2}(?:/|$))[^/]+)*`;

/** `pass`, which encrypts each entry with gpg. */
export function passRecipe(): Recipe {
  return {
    id: 'pass',
    title: knownPrograms.pass.title,
    program: 'pass',
    signedIn: { args: ['ls'] },
    questions: [{ name: 'path', title: t('Entry of the password store'), pattern: plainPath }],
    // `--multiline` reads to the end of the input; without it, a question would be asked.
    put: {
      args: ['insert', '--multiline', '--force', '{path}'],
      end: '\n',
      keeps: 'further lines',
    },
    get: { args: ['show', '{path}'], value: '^(.*)$', folder: '^{path}$' },
    remove: { args: ['rm', '--force', '{path}'] },
    says: {
      none: 'is not in the password store',
      'signed-out': 'pass init',
      locked:
        'pinentry|operation cancelled|bad passphrase|no secret key|public key decryption failed',
    },
    asks: true,
  };
}

/** The keyring of the desktop: GNOME's, KDE's, or any that speaks the Secret Service. */
export function secretToolRecipe(): Recipe {
  const item = ['service', '{service}', 'account', '{account}'];
  return {
    id: 'secret-tool',
    title: knownPrograms['secret-tool'].title,
    program: 'secret-tool',
    questions: [
      { name: 'account', title: t('Name of the secret') },
      { name: 'service', title: t('Service'), default: 'keyrail' },
    ],
    put: { args: ['store', '--label={service}: {account}', ...item] },
    // `lookup` fails without a word, whether there is nothing or the keyring is locked.
    get: {
      // All: `store` and `clear` reach others of these attributes, too.
      args: ['search', '--all', '--unlock', ...item],
      value: '^secret = (.*)$',
      entry: String.raw`^\[/`,
    },
    remove: { args: ['clear', ...item] },
    says: {
      locked: 'locked (?:object|collection)|prompt was dismissed',
      offline: 'autolaunch|org\\.freedesktop|could not connect',
    },
    asks: true,
  };
}

/** A KeePass database that a key file alone opens: for a password it would have to be asked before the value. */
export function keepassRecipe(): Recipe {
  const database = ['--no-password', '--key-file', '{keyFile}'];
  // With a slash before it, an entry in the recycle bin is another one.
  const entry = ['{database}', '/{entry}'];
  const absolute = String.raw`/.+|[A-Za-z]:[\\/].+`;
  return {
    id: 'keepassxc',
    title: knownPrograms.keepassxc.title,
    program: 'keepassxc-cli',
    questions: [
      { name: 'database', title: t('Path of the database'), pattern: absolute },
      { name: 'keyFile', title: t('Path of its key file'), pattern: absolute },
      { name: 'entry', title: t('Entry of the database'), pattern: plainPath },
    ],
    put: { args: ['add', ...database, '--password-prompt', ...entry] },
    replace: { args: ['edit', ...database, '--password-prompt', ...entry] },
    get: { args: ['show', ...database, '--show-protected', '--attributes', 'Password', ...entry] },
    remove: { args: ['rm', ...database, ...entry] },
    says: {
      none: 'could not find entry',
      locked: 'invalid credentials|database file may be corrupt',
    },
  };
}

/** Secrets of containers, which only containers can read. */
export function podmanRecipe(): Recipe {
  return {
    id: 'podman',
    title: knownPrograms.podman.title,
    program: 'podman',
    questions: [
      {
        name: 'name',
        title: t('Name of the secret'),
        pattern: '[A-Za-z0-9](?:[A-Za-z0-9_.-]*[A-Za-z0-9])?',
      },
    ],
    put: { args: ['secret', 'create', '{name}', '-'], pipe: true },
    replace: 'remove first',
    seen: { args: ['secret', 'inspect', '{name}'], read: { at: '0.UpdatedAt' } },
    remove: { args: ['secret', 'rm', '{name}'] },
    says: { none: 'no such secret|no secret with name or id', offline: 'cannot connect to podman' },
  };
}
