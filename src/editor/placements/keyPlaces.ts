import { t } from '@vscode/l10n';
import { Uri } from 'vscode';
import { isUsable } from '../../domain/keys/keyStatus.ts';
import { readEnvFile } from '../../dotenv/envFile.ts';
import { createTimeSlice } from '../../files/timeSlice.ts';
import { findCopies } from '../../dotenv/copies.ts';
import { findVariable } from '../../dotenv/text/variable.ts';
import type { Placement } from '../../lifecycle/copies/placement.ts';
import type { LifecycleContext } from '../../lifecycle/context.ts';
import { trustedSpot } from '../env/envSpot.ts';
import { lookAtProgram } from './lookAtProgram.ts';
import { missingAt } from './missingAt.ts';
import { readPlaceText } from './placeText.ts';
import { describePlace } from './placeName.ts';
import type { KeyRow } from '../keys/snapshot.ts';

/** `unknown`: it cannot be looked at now, or something else stands there. `sent`: a program took it, and does not give it back. */
export type PlaceState = 'current' | 'sent' | 'stale' | 'unknown';

/** One place where the value of a key lives on this machine. */
export interface KeyPlace {
  readonly kind: 'vault' | 'env' | 'text' | 'terminal' | 'program';
  readonly where: string;
  readonly state: PlaceState;
  /** Why it is not current; empty where it is. */
  readonly because: string;
  /** The file and line (from 1) to open. */
  readonly at: { readonly file: Uri; readonly line: number } | undefined;
  readonly placement: Placement | undefined;
  /** It was looked at, and the line is not there any more. */
  readonly isGone?: true;
}

/** How far places are looked at. */
export interface HowToLook {
  /** Stops programs that are asked. */
  readonly signal?: AbortSignal | undefined;
  /** `false`: what is known of programs is enough, as one may take minutes. */
  readonly asksPrograms?: boolean;
}

/** Everywhere a key's value is, each place looked at now. */
export async function listKeyPlaces(
  lifecycle: LifecycleContext,
  connectionId: string,
  row: KeyRow,
  how: HowToLook = {},
): Promise<readonly KeyPlace[]> {
  const keyId = row.key.api_key_id;
  const placements = await lifecycle.placements.of(connectionId, keyId);
  const vault = await inVault(lifecycle, connectionId, row);
  const others: KeyPlace[] = [];
  const slice = createTimeSlice();
  for (const placement of placements) {
    others.push(await lookAt(lifecycle, placement, how));
    // There may be thousands, and a local disk gives nobody else a turn.
    if (slice.isDue()) await slice.rest();
  }
  return vault ? [vault, ...others] : others;
}

async function inVault(
  lifecycle: LifecycleContext,
  connectionId: string,
  row: KeyRow,
): Promise<KeyPlace | undefined> {
  const marker = await lifecycle.copies.marker(connectionId, row.key.api_key_id);
  if (marker?.state !== 'held') return undefined;
  const isThere = await lifecycle.copies.read(connectionId, row.key.api_key_id).then(
    (secret) => secret !== undefined,
    // A locked keyring: whether it is there cannot be said.
    () => false,
  );
  const where = t('Local copy in this editor (SecretStorage)');
  const base = { kind: 'vault', where, at: undefined, placement: undefined } as const;
  if (!isThere)
    return { ...base, state: 'unknown', because: t('the key store does not have it now') };
  return isUsable(row.status)
    ? { ...base, state: 'current', because: '' }
    : { ...base, state: 'stale', because: t('the key does not work any more') };
}

const notThere = {
  text: t('the value is not there any more'),
  env: t('the line is not there any more'),
};
/** Of a place that may still hold the value, encrypted or by another way. */
const changedText = t('its text changed, and it cannot be read now');
const saidByHand = t('updated by hand, as you said; it cannot be read');

async function lookAt(
  lifecycle: LifecycleContext,
  placement: Placement,
  how: HowToLook,
): Promise<KeyPlace> {
  const { place, fingerprint, state } = placement;
  const base = { kind: place.kind, where: describePlace(placement), at: undefined, placement };
  const isByHand = placement.decided?.how === 'by-hand';
  const judged = {
    state,
    because: state === 'stale' ? t('the value there is not to be used any more') : '',
  };
  if (place.kind === 'terminal') {
    const value = await lifecycle.ports.places.read(place);
    return value
      ? { ...base, ...judged }
      : { ...base, state: 'unknown', because: t('given by another window') };
  }
  if (place.kind === 'program')
    return { ...base, ...(await lookAtProgram(lifecycle, placement, how)) };
  const spot = await trustedSpot(Uri.parse(place.file));
  if (!spot) {
    return { ...base, state: 'unknown', because: t('not in a trusted folder of this window') };
  }
  const file = await (place.kind === 'text'
    ? readPlaceText(Uri.parse(place.file), spot)
    : readEnvFile(spot.path, spot.disk));
  if (file.kind !== 'file') {
    const because =
      file.code === 'no-folder' ? t('its folder is gone') : t('it cannot be read now');
    return { ...base, state: 'unknown', because };
  }
  const found =
    place.kind === 'text'
      ? findCopies(file.bytes).find(({ value }) => value.keyPrefix === place.keyPrefix)
      : findVariable(file.bytes, place.variable).at(-1);
  if (!found) {
    const isGone = (await missingAt(place, file)) === 'gone';
    return {
      ...base,
      state: 'unknown',
      because: isGone ? notThere[place.kind] : isByHand ? saidByHand : changedText,
      ...(isGone ? { isGone } : {}),
    };
  }
  const at = { file: Uri.parse(place.file), line: found.line };
  const where =
    place.kind === 'text'
      ? `${describePlace(placement)}:${found.line}`
      : `${describePlace(placement).replace(/, [^,]*$/, '')}:${found.line}, ${place.variable}`;
  return (await lifecycle.placements.fingerprint(found.value)) === fingerprint
    ? { ...base, ...judged, where, at }
    : {
        ...base,
        state: 'unknown',
        because: isByHand ? saidByHand : t('something else stands there now'),
        where,
        at,
      };
}
