import { t } from '@vscode/l10n';
import { keyLabel } from '../../domain/keys/keyLabel.ts';
import type { KeyRow } from '../../editor/keys/snapshot.ts';
import type { Choice } from '../../editor/prompts.ts';
import type { Asking, Places } from '../ports.ts';
import {
  endingChoices,
  leftOutChoices,
  openPlaceOf,
  placeChoices,
  type Ending,
  type Look,
  type LookedFor,
} from './askGrace.ts';

/** With overlap until an ending; `another-time`: with overlap, and the person is asked until when. */
type Rotation = Extract<Ending, '1h' | 'when-unused' | 'told'> | RotationElsewise;
type RotationElsewise = 'another-time' | 'at-once' | 'scopes';

/**
 * Asks how a key is to be rotated. The list begins with what happens to each place; the way without an outage is
 * the one that Enter takes. Choosing a place that is left to the person opens it and asks again.
 * @throws CancelledError
 */
export async function askRotation(
  { prompter, places: look }: Asking & Places,
  row: KeyRow,
  { places, unsearched }: LookedFor,
): Promise<Rotation> {
  const above = [
    ...placeChoices(places, await look.openAmong(places)),
    ...leftOutChoices(unsearched),
  ];
  const ways = rotationChoices(row);
  for (;;) {
    const answer = await prompter.pickActive<Rotation | Look | 'nothing'>([...above, ...ways], {
      title: t('Rotate {0}', keyLabel(row)),
      placeHolder:
        places.length === 0
          ? t('How? No place outside this editor has its secret.')
          : t('How? The list begins with what happens to each place.'),
      active: ways[1],
    });
    if (answer === 'nothing') continue;
    if (typeof answer !== 'object') return answer;
    await openPlaceOf(look, answer);
  }
}

function rotationChoices(row: KeyRow): readonly Choice<Rotation>[] {
  const ending = (value: Ending) => endingChoices(row).find((each) => each.value === value)?.detail;
  return [
    separator(),
    {
      label: t('With overlap, the old key ends in an hour'),
      description: t('recommended'),
      detail: ending('1h') ?? '',
      value: '1h',
    },
    {
      label: t('With overlap, the old key ends when nobody uses it'),
      detail: t('After an hour without use, seen while VS Code is open or at its next start.'),
      value: 'when-unused',
    },
    {
      label: t('With overlap, the old key ends when I say so'),
      detail: t('Both keys work until you press End Now on the row of the old one.'),
      value: 'told',
    },
    {
      label: t('With overlap, the old key ends at another time…'),
      detail: t('In 15 minutes, in 24 hours, or as soon as the new key is proven and placed.'),
      value: 'another-time',
    },
    separator(),
    {
      label: t('At once'),
      detail: t('The old secret is refused at once: what still has it fails.'),
      value: 'at-once',
    },
    {
      label: t('With other scopes…'),
      detail: t('Fewer or more than now: {0}. With overlap.', scopesOf(row)),
      value: 'scopes',
    },
  ];
}

function scopesOf({ key }: KeyRow): string {
  return key.scope.length === 0 ? t('full access') : key.scope.join(', ');
}

/** A line without words, which would take the width of the row below. */
function separator(): Choice<Rotation> {
  return { label: '', isSeparator: true, value: 'told' };
}
