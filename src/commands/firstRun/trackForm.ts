import { t } from '@vscode/l10n';
import { serverWord } from '../../domain/text/serverWords.ts';
import * as z from 'zod/mini';
import {
  checkedNote,
  trackBody,
  trackStatuses,
  withLinks,
  withNote,
  type TrackBody,
  type TrackName,
} from '../../domain/firstRun/deliveryTrack.ts';
import { evidenceLinks, evidenceNote, type Evidence } from '../../domain/firstRun/evidence.ts';
import { ask, pick, type Choice } from '../../editor/prompts.ts';
import type { DeliverySection } from '../../wire/delivery.ts';
import type { Member } from '../../wire/members.ts';

/** What a program may say about a track beforehand. */
export const trackWish = z.strictObject({
  status: z.optional(z.enum(['pending', 'in_progress', 'complete'])),
  ownerUserId: z.optional(z.nullable(z.string())),
  /** Replaces the note; without it the evidence so far is added to what is there. */
  notes: z.optional(z.string()),
});
type Wish = z.infer<typeof trackWish>;

interface TrackFacts {
  readonly track: TrackName;
  readonly section: DeliverySection;
  readonly members: readonly Member[];
  readonly evidence: Evidence | undefined;
}

/** A track from what a program gave: what it left out stays, and the evidence is added. */
export function filledTrack(
  section: DeliverySection,
  wish: Wish,
  evidence: Evidence | undefined,
): TrackBody {
  const before = trackBody(section);
  const note = evidence === undefined ? section.notes : noteWith(section, evidence);
  return {
    ...before,
    status: wish.status ?? before.status,
    owner_user_id: wish.ownerUserId === undefined ? section.owner_user_id : wish.ownerUserId,
    notes: wish.notes === undefined ? note : checkedNote(wish.notes),
    evidence_links: linksWith(section, evidence),
  };
}

/** Asks for status, owner and note; the evidence so far is what is offered first. */
export async function askTrack(facts: TrackFacts): Promise<TrackBody> {
  const { track, section, evidence } = facts;
  const title = track === 'verification' ? t('Record Verification') : t('Record Go-Live Drill');
  const status = await askStatus(title, section);
  const owner_user_id = await askOwner(title, facts);
  const notes = await askNote(title, section, evidence);
  return { status, owner_user_id, notes, evidence_links: linksWith(section, evidence) };
}

function askStatus(title: string, section: DeliverySection): Promise<TrackBody['status']> {
  const labels = { pending: t('Pending'), in_progress: t('In progress'), complete: t('Complete') };
  const choices = [...trackStatuses].reverse().map((status) => ({
    label: labels[status],
    description: status === section.status ? t('as it is now') : '',
    value: status,
  }));
  return pick(choices, { title, placeHolder: t('How far is this track?') });
}

function askOwner(title: string, { section, members }: TrackFacts): Promise<string | null> {
  const now = section.owner_user_id;
  const active = members.filter(({ status }) => status === 'active');
  const choices: Choice<string | null>[] = [
    ...active.map(({ user_id, display_name, email, role }) => ({
      label: display_name ?? email ?? user_id,
      description: user_id === now ? t('owner now') : serverWord(role),
      value: user_id,
    })),
    { label: t('Nobody'), description: now === null ? t('as it is now') : '', value: null },
  ];
  // Accepting what is there must be the shortest way.
  choices.sort((a, b) => Number(b.value === now) - Number(a.value === now));
  return pick(choices, { title, placeHolder: t('Who owns it?') });
}

async function askNote(
  title: string,
  section: DeliverySection,
  evidence: Evidence | undefined,
): Promise<string | null> {
  const choices: Choice<'add' | 'keep' | 'write'>[] = [
    ...(evidence === undefined
      ? []
      : [
          {
            label: t('Add Evidence So Far'),
            detail: evidenceNote(evidence, 'plain').split('\n').slice(1).join(' · '),
            value: 'add' as const,
          },
        ]),
    {
      label: t('Keep Note as It Is'),
      detail: section.notes ?? t('No note yet'),
      value: 'keep',
    },
    { label: t('Write Another Note…'), value: 'write' },
  ];
  switch (await pick(choices, { title, placeHolder: t('What shall its note say?') })) {
    case 'add':
      return evidence === undefined ? section.notes : noteWith(section, evidence);
    case 'keep':
      return section.notes;
    case 'write':
      return checkedNote(
        await ask({ title, prompt: t('The note of this track.'), value: oneLine(section.notes) }),
      );
  }
}

function noteWith({ notes }: DeliverySection, evidence: Evidence): string {
  return withNote(notes, evidenceNote(evidence, 'plain'));
}

function linksWith(
  { evidence_links: links }: DeliverySection,
  evidence: Evidence | undefined,
): TrackBody['evidence_links'] {
  return withLinks(links, evidence === undefined ? [] : evidenceLinks(evidence));
}

function oneLine(text: string | null): string {
  return (text ?? '').replace(/\s+/g, ' ');
}
