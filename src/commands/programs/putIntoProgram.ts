import { programPlaceText } from '../../domain/keys/programPlaceText.ts';
import { t } from '@vscode/l10n';
import * as z from 'zod/mini';
import { keyLabel } from '../../domain/keys/keyLabel.ts';
import { isUsable } from '../../domain/keys/keyStatus.ts';
import { UserFacingError } from '../../domain/errors.ts';
import { rowOfKey } from '../../editor/keys/snapshot.ts';
import type { ProgramPlace } from '../../lifecycle/model/places.ts';
import { completeAnswers } from '../../programs/fillArguments.ts';
import type { Asking, Telling, ListedKeys, Operations, ProgramConsents } from '../ports.ts';
import { parseArguments } from '../argument.ts';
import { chooseKey } from '../chooseKey.ts';
import { agreeToProgram } from './agreeToProgram.ts';
import { askAnswers } from './askAnswers.ts';
import { chooseRecipe } from './chooseRecipe.ts';
import { arrivedText, deliverTo, type Delivers } from './deliverTo.ts';
import { openSetting } from './programTrouble.ts';

const putArguments = z.strictObject({
  keyId: z.optional(z.string()),
  /** As `whereIsIt` and docs/places.md name it; asked where it is left out. */
  recipe: z.optional(z.string()),
  answers: z.optional(z.record(z.string(), z.string())),
});
type Given = z.infer<typeof putArguments>;

/**
 * Puts the secret of a key into a program that keeps secrets, and looks whether it is there. From then on
 * that is one of its places.
 */
export async function putIntoProgram(ports: Asking & Delivers, argument: unknown) {
  const given = parseArguments(putArguments, argument);
  const title = t('Put Secret Into');
  const row = await chooseKey(
    ports,
    given.keyId,
    { title, none: t('This editor holds no secret that could be put anywhere.') },
    ({ hasCopy, status }) => hasCopy && isUsable(status),
  );
  if (!isUsable(row.status)) {
    throw new UserFacingError(
      t('{0} opens nothing any more, so it is not written anywhere.', keyLabel(row)),
      [{ label: t('Create Key…'), command: 'keyrail.createKey' }],
    );
  }
  const keyId = row.key.api_key_id;
  const place = await choosePlace(ports, given);
  const { context } = await ports.keyList.here();
  const keyPrograms = await ports.programs();
  const beside = await standsThere(ports, place, keyId);
  await agreeToProgram(ports, keyPrograms, { context, row, place, beside }, argument);
  const { recipe, answers } = place;
  const again = { command: 'keyrail.putIntoProgram', args: [{ keyId, recipe, answers }] };
  const arrived = await deliverTo(ports, { context, row, place, again });
  void ports.messages.notify.info(arrivedText(row, programPlaceText(place), arrived));
  return { keyId, recipe, answers, state: arrived.kind };
}

/** What was named whole, or what the person chooses and answers. @throws UserFacingError, CancelledError */
async function choosePlace(
  ports: Asking & Telling & ProgramConsents,
  given: Given,
): Promise<ProgramPlace> {
  const keyPrograms = await ports.programs();
  const named = keyPrograms.recipes().find(({ id }) => id === given.recipe);
  if (given.recipe !== undefined && !named) {
    throw new UserFacingError(t('There is no recipe named {0}.', given.recipe), [openSetting()]);
  }
  const answers = given.answers ?? {};
  const complete = named && completeAnswers(named.questions, answers);
  if (named && complete) return { kind: 'program', recipe: named.id, answers: { ...complete } };
  if (ports.prompter.isProgram) {
    const asked = named?.questions.map(({ name }) => name) ?? [];
    throw new UserFacingError(
      named
        ? t('The answers that {0} needs are not all given: {1}.', named.id, asked.join(', '))
        : t('Name a recipe, and the answers to what it asks.'),
    );
  }
  tellProblems(ports, keyPrograms.problems());
  const title = t('Put Secret Into');
  const chosen = named
    ? { recipe: named, guesses: {} }
    : await chooseRecipe(ports, keyPrograms, title);
  return {
    kind: 'program',
    recipe: chosen.recipe.id,
    answers: await askAnswers(ports, keyPrograms, chosen, answers),
  };
}

/** A recipe of the person's own that is none is not passed over in silence. */
function tellProblems({ messages }: Telling, problems: readonly string[]): void {
  const [first, ...more] = problems;
  if (first === undefined) return;
  const sentence =
    more.length === 0
      ? t('A recipe in keyrail.programs cannot be used. {0}', first)
      : t('Recipes in keyrail.programs cannot be used ({0} mistakes). {1}', problems.length, first);
  void messages.offer(messages.notify.warn, sentence, [openSetting()]);
}

/** Whose secret is known to be there, for the question. */
async function standsThere(
  ports: ListedKeys & Operations,
  place: ProgramPlace,
  keyId: string,
): Promise<readonly string[]> {
  const known = await (await ports.lifecycle()).placements.at(place);
  if (known && known.keyId !== keyId) {
    const row = rowOfKey(ports.keyList.snapshot, known.keyId);
    const label = row ? keyLabel(row) : known.keyId;
    return [t('The secret of {0} stands there now, and is replaced.', label)];
  }
  return [t('Whatever stands there now is replaced.')];
}
