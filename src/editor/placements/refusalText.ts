import { t } from '@vscode/l10n';
import type { ReplaceRefusal } from '../../lifecycle/model/ports.ts';

/** Why a placement was left as it is. */
export const refusalText: Readonly<Record<ReplaceRefusal, string>> = {
  'address-not-proven': t('another program has the port of the local control plane'),
  'read-only': t('it cannot be written'),
  'mount-point': t('it is a mount point'),
  attributes: t('its access list or attributes cannot be carried over'),
  'dirty-editor': t('it is open with changes that are not saved'),
  'tracked-by-git': t('git tracks it'),
  'not-ignored-by-git': t('git does not ignore it'),
  'git-not-asked': t('git could not be asked whether it would commit it'),
  'unwritable-line': t('its line cannot be changed safely'),
  'outside-folder': t('it is not in a trusted folder of this window'),
  link: t('it is a link, and what it leads to is not written from here'),
  'odd-name': t('its name is no UTF-8'),
  'too-large': t('it is larger than 1 MiB'),
  'not-text': t('it is no text'),
  encrypted: t('another tool keeps it encrypted'),
  encoded: t('it stands there in another form'),
  'program-missing': t('the program is not on this machine'),
  'program-changed': t('another file is called by the name of the program now'),
  'signed-out': t('the program is signed out'),
  offline: t('the program does not reach its server'),
  'timed-out': t('the program did not come to an end'),
  locked: t('the program keeps it locked'),
  stopped: t('it was stopped'),
  'program-failed': t('the program refused'),
  'not-alone': t(
    'other things stand there, too: change it by hand, or give it an entry of its own',
  ),
  'no-recipe': t('there is no recipe for the program any more'),
  'not-stored': t('the program did not keep it'),
  'not-read-back': t('it could not be read back'),
  'changed-meanwhile': t('somebody else changed it after the last delivery'),
  failed: t('it keeps changing'),
};
