import { programPlaceText } from '../../domain/keys/programPlaceText.ts';
import { t } from '@vscode/l10n';
import { keyLabel } from '../../domain/keys/keyLabel.ts';
import { UserFacingError } from '../../domain/errors.ts';
import { askedOn, whereText } from '../../editor/connection/askedOn.ts';
import type { KeyRow, SessionContext } from '../../editor/keys/snapshot.ts';
import { isOwnArgument } from '../../editor/ownArguments.ts';
import { refusalText } from '../../editor/placements/refusalText.ts';
import type { KeyPrograms } from '../../editor/programs/keyPrograms.ts';
import { commandText } from '../../editor/programs/placeWords.ts';
import type { ProgramPlace } from '../../lifecycle/model/places.ts';
import type { Asking } from '../ports.ts';
import { openSetting } from './programTrouble.ts';

/** What is about to be given to a program. */
export interface AskedDelivery {
  readonly context: SessionContext;
  readonly row: KeyRow;
  readonly place: ProgramPlace;
  /** What the person is told besides: what stands there now. */
  readonly beside?: readonly string[];
}

/**
 * Has the person agree to what will run, where to and with which key, in one question; what they agreed to
 * is remembered with the program's file, and another file is asked about again.
 * @param argument what the command was called with: only a press of ours on a place that was agreed to
 * before is a will; no folder's and no agent's argument is
 * @throws UserFacingError where there is no such program; CancelledError
 */
export async function agreeToProgram(
  { prompter }: Pick<Asking, 'prompter'>,
  { programs, agreed }: Pick<KeyPrograms, 'programs' | 'agreed'>,
  { context, row, place, beside = [] }: AskedDelivery,
  argument: unknown,
): Promise<void> {
  const seen = await programs.look(place);
  const title = programPlaceText(place);
  if (seen.kind === 'failed') {
    throw new UserFacingError(
      t('{0} cannot be used: {1}.', title, refusalText[seen.trouble]),
      seen.trouble === 'no-recipe' ? [openSetting()] : [],
    );
  }
  const before = agreed.of(place);
  const isSame = before?.path === seen.path && before.identity === seen.identity;
  if (isSame && isOwnArgument(argument)) return;
  if (!prompter.isAutomated()) {
    const label = keyLabel(row);
    const action = t('Put It There');
    await prompter.confirm({
      message: askedOn(
        context.connection,
        t('Put the secret of {0} into {1}?', label, title),
        (on) => t('Put the secret of {0}, of production {1}, into {2}?', label, on, title),
      ),
      detail: [
        ...(before && !isSame
          ? [
              t(
                'The program is not the one that you agreed to ({0}): its file, what runs it or your recipe has changed since.',
                before.path,
              ),
            ]
          : []),
        [
          t('This runs, and gets the secret on its standard input alone:'),
          commandText(seen.path, seen.args),
        ],
        ...beside,
        whereText(context),
        t(
          'A rotation delivers there, too, without asking again, as long as the program is the same.',
        ),
      ],
      buttons: [action],
    });
  }
  await agreed.agree(place, seen);
}
