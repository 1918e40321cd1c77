import { t } from '@vscode/l10n';
import type { WorkspaceFolder } from 'vscode';
import { UserFacingError } from '../../domain/errors.ts';
import { keyLabel } from '../../domain/keys/keyLabel.ts';
import { isUsable } from '../../domain/keys/keyStatus.ts';
import { shortList } from '../../domain/text/shortList.ts';
import { keyReferredTo } from '../references/secretReference.ts';
import type { AnswerParts } from './answerTerminal.ts';

/**
 * The key that is meant: the one that was named, the one that terminals of the folder use, or the only one.
 * @throws UserFacingError where it is none, or could be several
 */
export function keyForRun(
  { keyList, terminals }: Pick<AnswerParts, 'keyList' | 'terminals'>,
  named: string | undefined,
  folder: WorkspaceFolder | undefined,
): { readonly keyId: string; readonly variable: string | undefined } {
  const { keys } = keyList.snapshot;
  if (named !== undefined) {
    return { keyId: keyReferredTo(named, keys).key.api_key_id, variable: undefined };
  }
  const usable = keys.filter(
    ({ status, hasCopy, retiring, lent }) =>
      isUsable(status) && hasCopy && retiring === undefined && lent === undefined,
  );
  const use = terminals
    .list()
    .find((each) => each.folder.uri.toString() === folder?.uri.toString());
  const used = use && usable.find(({ key }) => key.key_prefix === use.secret.keyPrefix);
  if (used) return { keyId: used.key.api_key_id, variable: use.variable };
  const [only, another] = usable;
  if (!only) {
    throw new UserFacingError(
      t('This editor holds no secret of a live key that a terminal could use.'),
    );
  }
  if (another) {
    throw new UserFacingError(
      t('Which key? Name one with {0}: {1}.', '--key', shortList(usable.map(keyLabel))),
    );
  }
  return { keyId: only.key.api_key_id, variable: undefined };
}
