import { t } from '@vscode/l10n';
import { keyLabel } from '../../domain/keys/keyLabel.ts';
import { soonOrDate, soonOrDay } from '../../domain/text/relativeTime.ts';
import { shownMoment } from '../../domain/keys/shownMoments.ts';
import { serverTime } from '../../editor/serverTime.ts';
import type { KeyRow } from '../../editor/keys/snapshot.ts';
import type { Choice } from '../../editor/prompts.ts';
import { describePlace } from '../../editor/placements/placeName.ts';
import type { Placement } from '../../lifecycle/copies/placement.ts';
import { becauseText } from '../placements/placesOfKey.ts';
import type { Asking, Places } from '../ports.ts';
import { unsearchedSentences } from '../placements/unsearchedText.ts';
import { nothingLeftOut, type Unsearched } from '../../dotenv/search.ts';
import type { OpenPlace } from '../../lifecycle/steps/openPlaces.ts';
import { graces, type Grace } from '../../lifecycle/journal/entry.ts';

/** `told`: not before the person says so. */
export const endings = [...graces, 'told'] as const;
export type Ending = (typeof endings)[number];

/** As the lifecycle takes it, for which no grace means to wait for the person. */
export function graceOf(ending: Ending): Grace | undefined {
  return ending === 'told' ? undefined : ending;
}

/** The row of a place. */
export interface Look {
  readonly look: Placement;
}

/** What a search for the value came to. */
export interface LookedFor {
  readonly places: readonly Placement[];
  readonly unsearched: Unsearched;
}

const nothingLookedFor = (): LookedFor => ({ places: [], unsearched: nothingLeftOut() });

/**
 * Asks when the old key of an overlap ends, says what a closed editor means for that, and lists below
 * every place that gets the new secret, and before those what is left to the person; choosing one of those opens it and asks again.
 * @throws CancelledError
 */
export async function askGrace(
  { prompter, places: look }: Asking & Places,
  row: KeyRow,
  title: string,
  { places, unsearched }: LookedFor = nothingLookedFor(),
): Promise<Ending> {
  const below = [
    ...placeChoices(places, await look.openAmong(places)),
    ...leftOutChoices(unsearched),
  ];
  for (;;) {
    const answer = await prompter.pick<Ending | Look | 'nothing'>(
      [...endingChoices(row), ...below],
      {
        title,
        placeHolder: t('When does the old key {0} end?', keyLabel(row)),
      },
    );
    if (answer === 'nothing') continue;
    if (typeof answer !== 'object') return answer;
    await openPlaceOf(look, answer);
  }
}

/** Opens the file of a place that was chosen in a list; a terminal and a program have none. */
export async function openPlaceOf(
  places: Pick<Places['places'], 'openFile'>,
  { look: { place } }: Look,
): Promise<void> {
  if ('file' in place) await places.openFile(place.file);
}

/** Each time at which the old key may end, with what a closed editor means for it. */
export function endingChoices(row: KeyRow): Choice<Ending>[] {
  const now = new Date();
  const expires = row.key.expires_at;
  // Both by the clock that the person looks at.
  const aheadMs = now.getTime() - serverTime().getTime();
  const own = expires === null ? null : shownMoment(expires, aheadMs);
  const after = (minutes: number) => {
    const at = new Date(now.getTime() + minutes * 60_000).toISOString();
    const isOwn = own !== null && Date.parse(own) < Date.parse(at);
    return closedText(soonOrDate(isOwn ? own : at, now), own, now);
  };
  return [
    {
      label: t('In an hour'),
      description: t('recommended'),
      detail: after(60),
      value: '1h',
    },
    { label: t('In 15 minutes'), detail: after(15), value: '15min' },
    { label: t('In 24 hours'), detail: after(24 * 60), value: '24h' },
    {
      label: t('When it is no longer used'),
      description: own
        ? t('watched by its last use, at its expiry at the latest')
        : t('watched by its last use'),
      detail: t('After an hour without use, seen while VS Code is open or at its next start.'),
      value: 'when-unused',
    },
    {
      label: t('When I say so'),
      description: own
        ? t('until then it works, at its expiry at the latest')
        : t('until then it works'),
      value: 'told',
    },
    {
      label: t('Now'),
      description: t('as soon as the new key is proven and placed'),
      value: 'now',
    },
  ];
}

/** VS Code cuts a line of a picker after some 80 letters. */
function closedText(when: string, own: string | null, now: Date): string {
  return own === null
    ? t('At {0}. If VS Code is closed: at its next start, not before.', when)
    : t(
        'At {0}. If VS Code is closed: when it starts, or the key expires, {1}.',
        when,
        soonOrDay(own, now),
      );
}

/** A row for each reason why files were not looked into; it does nothing. */
export function leftOutChoices(unsearched: Unsearched): Choice<'nothing'>[] {
  return unsearchedSentences(unsearched).map((sentence) => ({
    label: `$(info) ${sentence}`,
    value: 'nothing',
  }));
}

/** A row a place, with what a rotation does there; what is left to the person comes first. */
export function placeChoices(
  places: readonly Placement[],
  open: readonly OpenPlace[],
): Choice<Look>[] {
  const why = new Map(open.map(({ place, because }) => [place, becauseText(because)]));
  const written = places.filter(({ place }) => !why.has(place));
  const left = places.filter(({ place }) => why.has(place));
  return [
    ...group(t('By hand; the old key stays until then'), left, ({ place }) => ({
      icon: '$(warning)',
      // A line of its own: beside the name of a file there is no room for a reason.
      detail: why.get(place) ?? '',
    })),
    ...group(t('These get the new secret'), written, () => ({
      icon: '$(file)',
      description: t('is rewritten and read back'),
    })),
  ];
}

function group(
  label: string,
  places: readonly Placement[],
  look: (known: Placement) => {
    readonly icon: string;
    readonly description?: string;
    readonly detail?: string;
  },
): Choice<Look>[] {
  const [first] = places;
  if (!first) return [];
  return [
    { label, isSeparator: true, value: { look: first } },
    ...places.map((known) => {
      const { icon, ...more } = look(known);
      return { label: `${icon} ${describePlace(known)}`, ...more, value: { look: known } };
    }),
  ];
}
