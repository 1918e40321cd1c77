import { programPlaceText } from '../../domain/keys/programPlaceText.ts';
import { t } from '@vscode/l10n';
import { UserFacingError } from '../../domain/errors.ts';
import { keyLabel } from '../../domain/keys/keyLabel.ts';
import { askedOn, whereText } from '../../editor/connection/askedOn.ts';
import type { KeyRow, SessionContext } from '../../editor/keys/snapshot.ts';
import { refusalText } from '../../editor/placements/refusalText.ts';
import type { KeyPrograms } from '../../editor/programs/keyPrograms.ts';
import { commandText } from '../../editor/programs/placeWords.ts';
import type { ProgramPlace } from '../../lifecycle/model/places.ts';
import { completeAnswers, fillArguments } from '../../programs/fillArguments.ts';
import type { Asking } from '../ports.ts';

/** What is about to be read. */
export interface AskedReading {
  readonly context: SessionContext;
  readonly row: KeyRow;
  readonly place: ProgramPlace;
}

/**
 * Has the person agree to what runs and where its value goes; whoever agreed to this place before, with the same
 * program, is not asked again.
 * @throws UserFacingError where there is no such program; CancelledError
 */
export async function agreeToRead(
  { prompter }: Pick<Asking, 'prompter'>,
  { programs, agreed, recipes }: Pick<KeyPrograms, 'programs' | 'agreed' | 'recipes'>,
  { context, row, place }: AskedReading,
): Promise<void> {
  const seen = await programs.look(place);
  const title = programPlaceText(place);
  if (seen.kind === 'failed') {
    throw new UserFacingError(t('{0} cannot be used: {1}.', title, refusalText[seen.trouble]));
  }
  const before = agreed.of(place);
  if (before?.path === seen.path && before.identity === seen.identity) return;
  const recipe = recipes().find(({ id }) => id === place.recipe);
  const answers = recipe && completeAnswers(recipe.questions, place.answers);
  const args = recipe?.get && answers ? fillArguments(recipe.get, answers) : [];
  if (!prompter.isAutomated()) {
    const { connection } = context;
    const label = keyLabel(row);
    await prompter.confirm({
      message: askedOn(connection, t('Restore the secret of {0} from {1}?', label, title), (name) =>
        t('Restore the secret of {0}, of production {1}, from {2}?', label, name, title),
      ),
      detail: [
        ...(before
          ? [
              t(
                'The program is not the one that you agreed to ({0}): its file, what runs it or your recipe has changed since.',
                before.path,
              ),
            ]
          : []),
        [t('This runs, and gives the secret back:'), commandText(seen.path, args)],
        t(
          'It is tried once at {0}, and kept by this editor if it is the secret of this key.',
          connection.name,
        ),
        whereText(context),
        t('From then on this is a place of the key: a rotation delivers there, too.'),
      ],
      buttons: [t('Restore')],
    });
  }
  await agreed.agree(place, seen);
}
