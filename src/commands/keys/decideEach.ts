import { t } from '@vscode/l10n';
import { relativeTime } from '../../domain/text/relativeTime.ts';
import { lastUseOf } from '../../editor/keys/lastUseOf.ts';
import type { Choice } from '../../editor/prompts.ts';
import { describePlace } from '../../editor/placements/placeName.ts';
import { serverTime } from '../../editor/serverTime.ts';
import { nameOf } from '../../lifecycle/copies/placeNames.ts';
import { listPending, type Pending } from '../../lifecycle/steps/pending.ts';
import { resolve } from '../../lifecycle/protocols/resolve.ts';
import type { PlaceDecision } from '../../lifecycle/steps/decidePlace.ts';
import { openPlaces, type OpenPlace } from '../../lifecycle/steps/openPlaces.ts';
import type { Asking, Telling, ListedKeys, Operations, Places } from '../ports.ts';
import { becauseText } from '../placements/placesOfKey.ts';
import { succeed } from './outcome.ts';

/** What deciding about places stands on. */
export type DecidesPlaces = Asking & Telling & ListedKeys & Operations & Places;

/**
 * Asks about each place that the old key of an overlap waits for. Each answer counts at once and is
 * remembered; dismissing a question leaves that place and those after it undecided, and the old key
 * alive. `false` where the old key still has to end. @throws CancelledError
 */
export async function decideEach(ports: DecidesPlaces, operationId: string): Promise<boolean> {
  const lifecycle = await ports.lifecycle();
  // What is said of the last use is to be as of now.
  await ports.keyList.refresh();
  let isOver = true;
  for (;;) {
    const pending = (await listPending(lifecycle)).find((each) => each.operationId === operationId);
    const open = pending ? await openPlaces(lifecycle, pending) : [];
    const [next] = open;
    if (!pending || !next) return isOver;
    const how = await askAbout(ports, pending, next, open.length);
    const lastUse = lastUseOf(ports.keyList.snapshot, pending);
    const decision = { kind: 'place', place: nameOf(next.place), how, lastUse } as const;
    const outcome = await ports.withProgress(t('Finishing what was interrupted'), (signal) =>
      resolve(lifecycle, operationId, decision, { signal }),
    );
    // The next question says what it waits for.
    if (outcome.kind === 'waiting' && outcome.for === 'places') continue;
    isOver = (await succeed(ports, outcome)).kind !== 'overlapping';
  }
}

type DecisionAnswer = PlaceDecision | 'open';

async function askAbout(
  ports: DecidesPlaces,
  pending: Pending,
  { place, because }: OpenPlace,
  left: number,
): Promise<PlaceDecision> {
  const choices: Choice<DecisionAnswer>[] = [
    {
      label: t('$(check) I Have Done It by Hand'),
      detail: t('The new secret is there now. The next rotation asks about this place again.'),
      value: 'by-hand',
    },
    {
      label: t('$(trash) It Is Gone'),
      detail: t('Nothing reads the secret there any more.'),
      value: 'gone',
    },
    {
      label: t('$(warning) End Anyway'),
      detail: t('What reads the old secret there is refused as soon as the old key ends.'),
      value: 'end-anyway',
    },
    ...(because === 'changed-meanwhile'
      ? [
          {
            label: t('$(cloud-upload) Overwrite It'),
            detail: t('The new secret takes the place of what somebody else has put there.'),
            value: 'overwrite',
          } as const,
        ]
      : []),
    ...('file' in place
      ? [{ label: t('$(go-to-file) Open the File…'), value: 'open' } as const]
      : []),
  ];
  for (;;) {
    const answer = await ports.prompter.pick<DecisionAnswer>(choices, {
      title: t('{0} ({1})', describePlace({ place }), becauseText(because)),
      placeHolder: lastUses(ports, pending, left),
      ignoreFocusOut: true,
    });
    if (answer !== 'open') return answer;
    if ('file' in place) await ports.places.openFile(place.file);
  }
}

/** What is known of the use of both keys, beside which the person decides. */
function lastUses({ keyList }: ListedKeys, pending: Pending, left: number): string {
  const { old, next } = lastUseOf(keyList.snapshot, pending);
  const said = (at: string | null) => (at === null ? t('never') : relativeTime(at, serverTime()));
  const uses = t('Last use: old key {0}, new key {1}.', said(old), said(next));
  return left === 1 ? uses : t('{0} Places to decide about: {1}.', uses, left);
}
