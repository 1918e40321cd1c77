import { t } from '@vscode/l10n';
import { serverWord } from '../text/serverWords.ts';
import {
  deliveryLimits,
  type Delivery,
  type DeliveryBody,
  type DeliverySection,
  type EvidenceLink,
} from '../../wire/delivery.ts';
import { UserFacingError } from '../errors.ts';

export type TrackName = 'verification' | 'go_live';
export type TrackStatus = DeliveryBody['verification']['status'];
export type TrackBody = DeliveryBody['verification'];

export const trackLabels: Readonly<Record<TrackName, string>> = {
  verification: t('Verification'),
  go_live: t('Go-live drill'),
};

/**
 * In the order in which a track goes through them; any change is allowed (docs/contract.md,
 * Delivery tracks).
 */
export const trackStatuses: readonly TrackStatus[] = ['pending', 'in_progress', 'complete'];

/**
 * A track as it is sent back. @throws UserFacingError for a status that the server would refuse:
 * guessing another one would change what a colleague wrote.
 */
export function trackBody(section: DeliverySection): TrackBody {
  const status = trackStatuses.find((known) => known === section.status);
  if (status === undefined) {
    throw new UserFacingError(
      t(
        'The delivery track has the status “{0}”, which this version does not know. Record it in the web console.',
        section.status,
      ),
    );
  }
  return {
    status,
    owner_user_id: section.owner_user_id,
    notes: section.notes,
    evidence_links: section.evidence_links.map(({ label, url }) => ({ label, url })),
  };
}

/** Both tracks, one of them changed: the server replaces both each time. */
export function deliveryWith(read: Delivery, track: TrackName, body: TrackBody): DeliveryBody {
  const other = (name: TrackName) => (name === track ? body : trackBody(read[name]));
  return { verification: other('verification'), go_live: other('go_live') };
}

/**
 * The links so far and those that are new by address; the server keeps twenty and drops the rest.
 */
export function withLinks(
  links: readonly EvidenceLink[],
  added: readonly EvidenceLink[],
): TrackBody['evidence_links'] {
  const known = new Set(links.map(({ url }) => url));
  const all = [...links, ...added.filter(({ url }) => !known.has(url))];
  return all.slice(-deliveryLimits.evidenceLinks).map(({ label, url }) => ({ label, url }));
}

/**
 * The note with those lines of a text below it that it does not say yet. @throws UserFacingError
 * when it gets longer than the server keeps: it would cut it without a word.
 */
export function withNote(note: string | null, added: string): string {
  const before = note?.trim() ?? '';
  const said = new Set(before.split('\n'));
  const missing = added.split('\n').filter((line) => !said.has(line));
  return checkedNote([before, missing.join('\n')].filter((part) => part !== '').join('\n\n'));
}

/** @throws UserFacingError when the server would cut it. */
export function checkedNote(note: string): string {
  const over = note.length - deliveryLimits.notes;
  if (over <= 0) return note;
  throw new UserFacingError(
    t(
      'The note is {0} characters too long; the control plane keeps {1}. Shorten it.',
      over,
      deliveryLimits.notes,
    ),
  );
}

/** Whether somebody has changed a track between two readings. */
export function hasChanged(before: DeliverySection, now: DeliverySection): boolean {
  return before.updated_at !== now.updated_at || trackText(before) !== trackText(now);
}

/** A track as lines, for a person to compare two of them. */
export function trackText(track: DeliverySection | TrackBody): string {
  return [
    t('Status: {0}', serverWord(track.status)),
    t('Owner: {0}', track.owner_user_id ?? t('nobody')),
    t('Evidence links:'),
    ...track.evidence_links.map(({ label, url }) => `- ${label}: ${url}`),
    '',
    t('Note:'),
    track.notes ?? '',
    '',
  ].join('\n');
}
