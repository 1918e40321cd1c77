import { programPlaceText } from '../../domain/keys/programPlaceText.ts';
import { t } from '@vscode/l10n';
import { UserFacingError } from '../../domain/errors.ts';
import type { ProgramPlace } from '../../lifecycle/model/places.ts';
import { secondPlaceOf } from '../../lifecycle/steps/secondCopies.ts';
import { readKeepAlsoIn, type KeptAlsoIn } from '../../programs/keepAlsoIn.ts';
import type { Connection } from '../connection/connections.ts';
import { askedOn } from '../connection/askedOn.ts';
import { confirm } from '../prompts.ts';
import { readSetting } from '../settings.ts';
import type { KeyPrograms } from './keyPrograms.ts';
import { commandText } from './placeWords.ts';

/** Stands for what a key begins with, where the person reads what will run. */
const sample = { keyPrefix: 'KEY' };

/**
 * Where every new secret of a connection is to be kept as well, by the person's own setting; they agree to it
 * once, in a question that shows what will run, and again where the program has become another one. One that is
 * not there now is told where it is delivered to.
 * @throws UserFacingError for a setting that does not fit; CancelledError
 */
export async function askKeepAlsoIn(
  keyPrograms: Pick<KeyPrograms, 'programs' | 'agreed' | 'recipes'>,
  connection: Connection,
): Promise<readonly ProgramPlace[]> {
  const wanted = readKeepAlsoIn(readSetting('keepAlsoIn'), connection.name, keyPrograms.recipes());
  if (wanted.kind === 'nowhere') return [];
  if (wanted.kind === 'wrong') throw misfit(wanted.because);
  const place: ProgramPlace = { kind: 'program', ...wanted.place };
  await agreeTo(keyPrograms, connection, place);
  return [place];
}

async function agreeTo(
  { programs, agreed }: Pick<KeyPrograms, 'programs' | 'agreed'>,
  connection: Connection,
  place: ProgramPlace,
): Promise<void> {
  const example = secondPlaceOf(place, sample);
  const seen = await programs.look(example);
  if (seen.kind === 'failed') return;
  const before = agreed.of(place);
  const isSame = before?.path === seen.path && before.identity === seen.identity;
  // An entry for every connection (`*`) is no yes for one that the question did not name.
  if (isSame && agreed.isFor(place, connection.id)) return;
  if (!readSetting('automation')) {
    const title = programPlaceText(example);
    await confirm({
      message: askedOn(
        connection,
        t('Keep every new secret of {0} in {1} as well?', connection.name, title),
        (name) => t('Keep every new secret of production {0} in {1} as well?', name, title),
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
        t('Your setting keyrail.keepAlsoIn says so. KEY stands for how the key begins.'),
        [
          t('This runs, and gets the secret on its standard input alone:'),
          commandText(seen.path, seen.args),
        ],
        t('You are asked this once, as long as the program is the same.'),
      ],
      buttons: [t('Keep There as Well')],
    });
  }
  await agreed.agree(place, seen, connection.id);
}

function misfit(because: (KeptAlsoIn & { kind: 'wrong' })['because']): UserFacingError {
  return new UserFacingError(
    t(
      'The setting keyrail.keepAlsoIn does not fit: {0} Nothing was asked of the control plane.',
      misfits[because],
    ),
    [
      {
        label: t('Open Setting'),
        command: 'workbench.action.openSettings',
        args: ['keyrail.keepAlsoIn'],
      },
    ],
  );
}

const misfits = {
  shape: t('it names a recipe and its answers for each connection.'),
  'no-recipe': t('there is no recipe of that name.'),
  answers: t('the answers are not those that the recipe asks for.'),
  'no-key': t('an answer needs {key}, so that each key has its own entry.'),
} as const;
