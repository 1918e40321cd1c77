import { t } from '@vscode/l10n';
import { when } from '../../domain/keys/keyFactLines.ts';
import type { Placement } from '../../lifecycle/copies/placement.ts';
import type { LifecycleContext } from '../../lifecycle/context.ts';
import type { HowToLook, KeyPlace } from './keyPlaces.ts';

/** What a program gives back now, or what is known of the last delivery where it gives nothing back. */
export async function lookAtProgram(
  { placements, ports }: Pick<LifecycleContext, 'placements' | 'ports'>,
  { place, state, fingerprint, sentAt, confirmedAt, decided }: Placement,
  { signal, asksPrograms = true }: HowToLook,
): Promise<Pick<KeyPlace, 'state' | 'because'>> {
  const value = asksPrograms ? await ports.places.read(place, signal) : undefined;
  if (value) {
    const isOurs = (await placements.fingerprint(value)) === fingerprint;
    if (!isOurs) return { state: 'unknown', because: t('something else stands there now') };
  }
  if (state === 'stale') {
    return { state, because: t('the value there is not to be used any more') };
  }
  const isTaken = !asksPrograms && state === 'current' && sentAt === undefined;
  if (value || isTaken) return { state: 'current', because: '' };
  if (decided?.how === 'by-hand') {
    return { state: 'unknown', because: t('updated by hand, as you said; it cannot be read') };
  }
  if (state === 'unknown' || sentAt === undefined) {
    return { state: 'unknown', because: t('the program does not give it back now') };
  }
  const now = ports.clock.now();
  return {
    state: 'sent',
    because:
      confirmedAt === undefined
        ? t('accepted {0}; it cannot be read back', when(sentAt, '', now))
        : t('changed there {0}, as the program says', when(confirmedAt, '', now)),
  };
}
