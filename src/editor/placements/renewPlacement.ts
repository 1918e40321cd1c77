import { t } from '@vscode/l10n';
import type { Secret } from '../../domain/secrets/secret.ts';
import { deliver } from '../../lifecycle/protocols/deliver.ts';
import { earlierOf } from '../../lifecycle/steps/putIntoProgram.ts';
import { record } from '../../lifecycle/steps/ledgerNote.ts';
import type { Placement } from '../../lifecycle/copies/placement.ts';
import { nameOf, placeWith } from '../../lifecycle/copies/placeNames.ts';
import type { LifecycleContext } from '../../lifecycle/context.ts';
import { refusalText } from './refusalText.ts';

/** The key whose secret is to stand there. */
export interface NewValue {
  readonly connectionId: string;
  readonly workspaceId: string;
  readonly keyId: string;
  readonly keyPrefix: string;
  readonly secret: Secret;
}

/** Replaces exactly the value that this placement is known by; answers with why it did not. */
export async function renewPlacement(
  lifecycle: LifecycleContext,
  placement: Placement,
  successor: NewValue,
  signal?: AbortSignal,
): Promise<string | undefined> {
  const { place, fingerprint } = placement;
  if (place.kind === 'program') {
    const isOurs = async (value: Secret) =>
      (await lifecycle.placements.fingerprint(value)) === fingerprint;
    const terms = { isOurs, earlier: earlierOf(placement), signal };
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
