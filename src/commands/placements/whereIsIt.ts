import { t } from '@vscode/l10n';
import * as z from 'zod/mini';
import type { KeyPlace, PlaceState } from '../../editor/placements/keyPlaces.ts';
import { ownArgument } from '../../editor/ownArguments.ts';
import type { Choice } from '../../editor/prompts.ts';
import type { KeyRow } from '../../editor/keys/snapshot.ts';
import { describePlace } from '../../editor/placements/placeName.ts';
import { keyLabel } from '../../domain/keys/keyLabel.ts';
import { keyRow } from '../../domain/keys/keyRow.ts';
import { parseArguments } from '../argument.ts';
import { chooseKey } from '../chooseKey.ts';
import { serverTime } from '../../editor/serverTime.ts';
import { settleUnknown } from './settleUnknown.ts';
import { unsearchedSentences } from './unsearchedText.ts';
import { showProgramPlace } from '../programs/showProgramPlace.ts';
import { updateStalePlacements, type UpdatesPlaces } from './updateStalePlacements.ts';
import type { Asking, Telling } from '../ports.ts';
import { callWith } from '../prompter.ts';

const whereArguments = z.strictObject({
  keyId: z.optional(z.string()),
  /** Opens the first place that is a line of a file, where there is one, instead of listing all. */
  first: z.optional(z.literal(true)),
  /** The same for the place that is described so. */
  where: z.optional(z.string()),
});

const icons: Readonly<Record<PlaceState, string>> = {
  current: '$(pass)',
  sent: '$(cloud-upload)',
  stale: '$(warning)',
  unknown: '$(question)',
};

/** Looks through the open folders and lists where the value of a key is. */
export async function whereIsIt(ports: UpdatesPlaces, argument: unknown) {
  const { keyId, first, where } = parseArguments(whereArguments, argument);
  const question = { title: t('Show Places of Key'), none: t('There is no key.') };
  const row = await chooseKey(ports, keyId, question, () => true);
  const { context } = await ports.keyList.here();
  if (first || where !== undefined) {
    const known = await ports.places.known(context.connection.id, row);
    const place = known.find(
      ({ at, placement }) => at && (first || (placement && describePlace(placement) === where)),
    );
    if (place?.at) {
      await ports.places.open(place.at);
      return answer(row, known);
    }
    const kept = known.find(
      ({ kind, placement }) =>
        kind === 'program' && placement && describePlace(placement) === where,
    );
    if (kept) {
      await showProgramPlace(ports, row, kept);
      return answer(row, known);
    }
  }
  const unsearched = unsearchedSentences(await ports.places.search());
  const places = await ports.places.lookAt(context.connection.id, row);
  if (!ports.prompter.isProgram) await show(ports, row, places, unsearched);
  return answer(row, places, unsearched);
}

function answer({ key }: KeyRow, places: readonly KeyPlace[], unsearched: readonly string[] = []) {
  return {
    keyId: key.api_key_id,
    ...(unsearched.length > 0 && { unsearched }),
    places: places.map(({ kind, where, state, at }) => ({ kind, where, state, line: at?.line })),
  };
}

const words: Readonly<Record<PlaceState, string>> = {
  current: t('current'),
  sent: t('sent'),
  stale: t('stale'),
  unknown: t('unknown'),
};

type Pressed = KeyPlace | 'update' | 'decide' | 'nothing';

async function show(
  ports: UpdatesPlaces,
  row: KeyRow,
  places: readonly KeyPlace[],
  unsearched: readonly string[],
) {
  const keyId = row.key.api_key_id;
  const stale = places.filter(({ state, kind }) => state === 'stale' && kind !== 'vault').length;
  const choices = places.map((place): Choice<Pressed> => ({
    label: `${icons[place.state]} ${place.where}`,
    description:
      place.because === '' ? words[place.state] : `${words[place.state]}: ${place.because}`,
    value: place,
  }));
  if (stale > 0) {
    const many = stale === 1 ? t('the old place') : t('all {0} old places', stale);
    choices.push({ label: t('$(sync) Update {0}…', many), value: 'update' });
  }
  const unknown = places.flatMap(({ placement }) =>
    placement?.state === 'unknown' ? [placement] : [],
  );
  if (unknown.length > 0) {
    const label = t('$(checklist) Say What Became of Unknown Places ({0})…', unknown.length);
    choices.push({ label, value: 'decide' });
  }
  if (choices.length === 0) {
    choices.push({ label: t('Nowhere that Keyrail knows of on this machine'), value: 'nothing' });
    for (const [name, value] of keyRow(row, serverTime()).tooltip) {
      choices.push({ label: t('{0}: {1}', name, value), value: 'nothing' });
    }
  }
  for (const sentence of unsearched) {
    choices.push({ label: `$(info) ${sentence}`, value: 'nothing' });
  }
  const pressed = await ports.prompter.pick(choices, {
    title: t('Where is {0}?', keyLabel(row)),
    placeHolder: t('Open a place'),
  });
  if (pressed === 'nothing') return;
  if (pressed === 'update') {
    await callWith(ports, updateStalePlacements, ownArgument({ keyId }));
    return;
  }
  if (pressed === 'decide') {
    await settleUnknown(ports, row, unknown);
    return;
  }
  if (pressed.at) await ports.places.open(pressed.at);
  else if (pressed.kind === 'program') await showProgramPlace(ports, row, pressed);
  else await useKeptCopy(ports, keyId, pressed);
}

/** What can be done with a place that no editor shows. */
async function useKeptCopy(
  { prompter, messages }: Asking & Telling,
  keyId: string,
  { kind, where }: KeyPlace,
): Promise<void> {
  const commands =
    kind === 'vault'
      ? [
          { label: t('Copy Secret'), value: 'keyrail.copySecret' },
          { label: t('Reveal Secret…'), value: 'keyrail.revealSecret' },
          { label: t('Write Secret to .env…'), value: 'keyrail.writeToEnv' },
          { label: t('Forget Local Copy…'), value: 'keyrail.forgetSecret' },
        ]
      : [{ label: t('Stop Using Key in Terminals…'), value: 'keyrail.stopUsingInTerminal' }];
  const command = await prompter.pick(commands, {
    title: where,
    placeHolder: t('What should happen?'),
  });
  await messages.runPressed({ command, args: [{ keyId }] });
}
