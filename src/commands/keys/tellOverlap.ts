import { t } from '@vscode/l10n';
import { keyLabel } from '../../domain/keys/keyLabel.ts';
import { plannedEndOf } from '../../domain/keys/keyRow.ts';
import { otherEndSentences } from '../../domain/keys/otherEnd.ts';
import { endPhrase, type PlannedEnd } from '../../domain/keys/plannedEnd.ts';
import { rowOfKey, type KeyRow } from '../../editor/keys/snapshot.ts';
import { serverTime } from '../../editor/serverTime.ts';
import { waitText } from '../../editor/secrets/waitText.ts';
import type { Telling, ListedKeys } from '../ports.ts';
import { offerEnv } from '../placements/offerEnv.ts';
import { describePlaced } from '../placements/placesOfKey.ts';
import { tellPlanned } from './oldKey.ts';
import type { Success } from './outcome.ts';

export type Overlapped = Extract<Success, { kind: 'overlapping' | 'retired' }>;

/**
 * The result of an overlap in one message: the new key, the places that have it and those that do not,
 * and what becomes of the old key, in the words of its row. `offer`: no place has the new secret yet,
 * so the message has the two things that people want next.
 */
export function tellOverlap(
  ports: Telling & ListedKeys,
  old: KeyRow,
  outcome: Overlapped,
  { offer, warnings }: { readonly offer: boolean; readonly warnings: readonly string[] },
): void {
  const { places, left } = describePlaced(outcome.places);
  const row = rowOfKey(ports.keyList.snapshot, outcome.oldKeyId);
  const planned = row && plannedEndOf(row);
  const sentences = [
    t('{0} has a new key.', keyLabel(old)),
    ...places,
    ...warnings,
    ...endOf(old, outcome, planned),
  ];
  const level = left || warnings.length > 0 ? 'warn' : 'info';
  if (offer) {
    void offerEnv(ports, outcome, sentences);
    return;
  }
  sentences.push(...otherEndSentences(outcome, serverTime()));
  if (planned) void tellPlanned(ports.messages, level, sentences.join(' '), row);
  else void ports.messages.notify[level](sentences.join(' '));
}

function endOf(old: KeyRow, outcome: Overlapped, planned: PlannedEnd | undefined): string[] {
  const prefix = old.key.key_prefix;
  if (outcome.kind === 'retired') return [t('The old key is revoked.')];
  // Not listed, so that no row says which it is: the list could not be read.
  if (!planned) return [t('The old key, {0}, still works.', prefix), waitText(outcome.for)];
  const phrase = t('The old key: {0}.', endPhrase(planned, serverTime()));
  return planned.waits ? [phrase, planned.waits.sentence] : [phrase];
}
