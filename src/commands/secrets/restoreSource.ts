import { programPlaceText } from '../../domain/keys/programPlaceText.ts';
import { t } from '@vscode/l10n';
import { CancelledError, UserFacingError, type Remedy } from '../../domain/errors.ts';
import type { KeyRow, SessionContext } from '../../editor/keys/snapshot.ts';
import type { KeyPrograms } from '../../editor/programs/keyPrograms.ts';
import type { Choice } from '../../editor/prompts.ts';
import { nameOf } from '../../lifecycle/copies/placeNames.ts';
import type { ProgramPlace } from '../../lifecycle/model/places.ts';
import { secondPlaceOf } from '../../lifecycle/steps/secondCopies.ts';
import { readKeepAlsoIn } from '../../programs/keepAlsoIn.ts';
import type { Recipe } from '../../programs/recipe.ts';
import type { Asking, Telling, Operations, ProgramConsents } from '../ports.ts';
import { askAnswers } from '../programs/askAnswers.ts';

/** Where a secret is read from. */
export interface Source {
  readonly place: ProgramPlace;
  /** One of those where every new secret is kept: no rotation writes there. */
  readonly isSecondCopy: boolean;
}

interface Wanted {
  readonly context: SessionContext;
  readonly row: KeyRow;
}

/**
 * Where the secret of a key may be had: the places of this key that can be read, the one that the person's
 * settings name for it, and any other program that gives something back.
 * @throws UserFacingError where there is no such program; CancelledError
 */
export async function chooseSource(
  ports: Asking & Telling & Operations,
  keyPrograms: KeyPrograms,
  wanted: Wanted,
): Promise<Source> {
  const known = await knownSources(ports, keyPrograms, wanted);
  const choices: Choice<Source | 'other'>[] = known.map((source) => ({
    label: t('Restore from {0}', programPlaceText(source.place)),
    value: source,
  }));
  const other = { label: t('Another Program…'), value: 'other' } as const;
  const chosen =
    known.length === 0
      ? 'other'
      : await ports.prompter.pick<Source | 'other'>([...choices, other], {
          title: t('Restore Secret'),
          placeHolder: t('Choose where the secret is read from'),
        });
  return chosen === 'other' ? askSource(ports, keyPrograms) : chosen;
}

async function knownSources(
  ports: Operations,
  { recipes, keepAlsoIn }: KeyPrograms,
  { context: { connection }, row: { key } }: Wanted,
): Promise<readonly Source[]> {
  const { placements } = await ports.lifecycle();
  const known = await placements.of(connection.id, key.api_key_id);
  const sources = known.flatMap(({ place, secondCopy }): Source[] =>
    place.kind === 'program' ? [{ place, isSecondCopy: secondCopy === true }] : [],
  );
  const kept = readKeepAlsoIn(keepAlsoIn(), connection.name, recipes());
  if (kept.kind === 'place') {
    const template: ProgramPlace = { kind: 'program', ...kept.place };
    const place = secondPlaceOf(template, { keyPrefix: key.key_prefix });
    const isKnown = sources.some((source) => nameOf(source.place) === nameOf(place));
    if (!isKnown) sources.push({ place, isSecondCopy: true });
  }
  const readable = new Set(recipes().flatMap(({ id, get }) => (get ? [id] : [])));
  return sources.filter(({ place }) => readable.has(place.recipe));
}

/** The button that brings a lost copy back, by the name of the program that is known to have it. */
export async function restoreRemedy(
  ports: Operations & ProgramConsents,
  wanted: Wanted,
): Promise<Remedy> {
  const keyPrograms = await ports.programs();
  const [known] = await knownSources(ports, keyPrograms, wanted);
  const recipe = keyPrograms.recipes().find(({ id }) => id === known?.place.recipe);
  return {
    label: recipe ? t('Restore from {0}…', recipe.title) : t('Restore…'),
    command: 'keyrail.restoreSecret',
    args: [{ keyId: wanted.row.key.api_key_id }],
  };
}

async function askSource(
  { prompter, withProgress }: Asking & Telling,
  { programs, suggestions }: KeyPrograms,
): Promise<Source> {
  const installed = await withProgress(
    t('Looking for programs that keep secrets'),
    async (signal) => {
      const found = await programs.installed(signal);
      if (signal.aborted) throw new CancelledError();
      return found.filter(({ recipe }) => recipe.get !== undefined);
    },
  );
  if (installed.length === 0) {
    throw new UserFacingError(
      t(
        'No program that gives secrets back is on this machine: pass, secret-tool or keepassxc-cli. Others can be named in the setting keyrail.programs.',
      ),
    );
  }
  const recipe = await prompter.pick<Recipe>(
    installed.map((each) => ({
      label: t('Restore from {0}', each.recipe.title),
      description: each.signedIn === 'no' ? t('signed out') : '',
      detail: each.path,
      value: each.recipe,
    })),
    { title: t('Restore Secret'), placeHolder: t('Choose where the secret is read from') },
  );
  const answers = await askAnswers({ prompter }, { suggestions }, { recipe, guesses: {} });
  return { place: { kind: 'program', recipe: recipe.id, answers }, isSecondCopy: false };
}
