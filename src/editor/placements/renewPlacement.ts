import { t } from '@vscode/l10n';
import type { Secret } from '../../domain/secrets/secret.ts';
import { deliver } from '../../lifecycle/protocols/deliver.ts';
import { earlierOf } from '../../lifecycle/steps/putIntoProgram.ts';
import { record } from '../../lifecycle/steps/ledgerNote.ts';
import { nameOf, placeWith, type Placement } from '../../lifecycle/copies/placements.ts';
import type { ReplaceRefusal } from '../../lifecycle/model/ports.ts';
import type { LifecycleContext } from '../../lifecycle/context.ts';

/** The key whose secret is to stand there. */
export interface NewValue {
  readonly connectionId: string;
  readonly workspaceId: string;
  readonly keyId: string;
  readonly keyPrefix: string;
  readonly secret: Secret;
}

/** Why a placement was left as it is. */
export const refusalText: Readonly<Record<ReplaceRefusal, string>> = {
  'address-not-proven': t('another program has the port of the local control plane'),
  'read-only': t('it cannot be written'),
  'mount-point': t('it is a mount point'),
  attributes: t('its access list or attributes cannot be carried over'),
  'dirty-editor': t('it is open with changes that are not saved'),
  'tracked-by-git': t('git tracks it'),
  'not-ignored-by-git': t('git does not ignore it'),
  'git-not-asked': t('git could not be asked whether it would commit it'),
  'unwritable-line': t('its line cannot be changed safely'),
  'outside-folder': t('it is not in a trusted folder of this window'),
  link: t('it is a link, and what it leads to is not written from here'),
  'odd-name': t('its name is no UTF-8'),
  'too-large': t('it is larger than 1 MiB'),
  'not-text': t('it is no text'),
  encrypted: t('another tool keeps it encrypted'),
  encoded: t('it stands there in another form'),
  'program-missing': t('the program is not on this machine'),
  'program-changed': t('another file is called by the name of the program now'),
  'signed-out': t('the program is signed out'),
  offline: t('the program does not reach its server'),
  'timed-out': t('the program did not come to an end'),
  locked: t('the program keeps it locked'),
  stopped: t('it was stopped'),
  'program-failed': t('the program refused'),
  'no-recipe': t('there is no recipe for the program any more'),
  'not-stored': t('the program did not keep it'),
  'not-read-back': t('it could not be read back'),
  'changed-meanwhile': t('somebody else changed it after the last delivery'),
  failed: t('it keeps changing'),
};

/** Replaces exactly the value that this placement is known by; answers with why it did not. */
export async function renewPlacement(
  lifecycle: LifecycleContext,
  placement: Placement,
  successor: NewValue,
  signal?: AbortSignal,
): Promise<string | undefined> {
  const { place, fingerprint } = placement;
  if (place.kind === 'program') {
    const before = await lifecycle.ports.places.read(place, signal);
    if (before && (await lifecycle.placements.fingerprint(before)) !== fingerprint) {
      return t('something else stands there now');
    }
    const isOld = (value: Secret) => before?.equals(value) === true;
    const terms = { isOld, earlier: earlierOf(placement), signal };
    const delivered = await deliver(lifecycle, place, successor, terms);
    if (delivered.kind === 'gone') return t('it is not there now');
    return delivered.kind === 'refused' ? refusalText[delivered.reason] : undefined;
  }
  const { places } = lifecycle.ports;
  const before = await places.read(place);
  if (!before) return t('it is not there now');
  if ((await lifecycle.placements.fingerprint(before)) !== fingerprint) {
    return t('something else stands there now');
  }
  const replaced = await places.replace(place, (value) => value.equals(before), successor.secret);
  if (replaced.kind === 'gone') return t('it is not there now');
  if (replaced.kind === 'changed') return t('something else stands there now');
  if (replaced.kind === 'sent') return refusalText['not-read-back'];
  if (replaced.kind === 'refused') return refusalText[replaced.reason];
  const renewed = placeWith(place, successor.secret);
  const after = await places.read(renewed);
  if (!after?.equals(successor.secret)) return t('it could not be read back');
  await lifecycle.placements.remember(renewed, successor, successor.secret);
  if (nameOf(renewed) !== nameOf(place)) await lifecycle.placements.forget(place);
  await record(lifecycle, {
    kind: place.kind === 'terminal' ? 'terminal' : 'env-write',
    connectionId: successor.connectionId,
    workspaceId: successor.workspaceId,
    keyId: successor.keyId,
    keyPrefix: successor.keyPrefix,
    detail: nameOf(renewed),
  });
  return undefined;
}
