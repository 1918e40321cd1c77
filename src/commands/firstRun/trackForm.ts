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
import type { Choice } from '../../editor/prompts.ts';
import { askInSteps, type StepAt } from '../../editor/inSteps.ts';
import type { DeliverySection } from '../../wire/delivery.ts';
import type { Member } from '../../wire/members.ts';
import type { Prompter } from '../prompter.ts';

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

/**
 * Asks for status, owner and note as one question of three steps; what has been answered stands there again
 * after Back, and the evidence so far is what is offered first. @throws CancelledError
 */
export async function askTrack(prompter: Prompter, facts: TrackFacts): Promise<TrackBody> {
  const { track, section, evidence } = facts;
  const title = track === 'verification' ? t('Record Verification') : t('Record Go-Live Drill');
  let status: TrackBody['status'] | undefined;
  let owner: string | null | undefined;
  let from: NoteFrom | undefined;
  await askInSteps([
    async (at) => {
      status = await askStatus(prompter, title, section, status, at);
    },
    async (at) => {
      owner = await askOwner(prompter, title, facts, owner, at);
    },
    async (at) => {
      from = await askNote(prompter, title, facts, from, at);
    },
  ]);
  return {
    status: status ?? trackBody(section).status,
    owner_user_id: owner ?? null,
    notes: await noteOf(prompter, title, facts, from ?? 'keep'),
    evidence_links: linksWith(section, evidence),
  };
}

function askStatus(
  prompter: Prompter,
  title: string,
  section: DeliverySection,
  before: TrackBody['status'] | undefined,
  at: StepAt,
): Promise<TrackBody['status']> {
  const labels = { pending: t('Pending'), in_progress: t('In progress'), complete: t('Complete') };
  const choices = [...trackStatuses].reverse().map((status) => ({
    label: labels[status],
    description: status === section.status ? t('as it is now') : '',
    picked: status === before,
    value: status,
  }));
  return prompter.pickStep(choices, { title, placeHolder: t('How far is this track?') }, at);
}

function askOwner(
  prompter: Prompter,
  title: string,
  { section, members }: TrackFacts,
  before: string | null | undefined,
  at: StepAt,
): Promise<string | null> {
  const now = section.owner_user_id;
  const active = members.filter(({ status }) => status === 'active');
  const choices: Choice<string | null>[] = [
    ...active.map(({ user_id, display_name, email, role }) => ({
      label: display_name ?? email ?? user_id,
      description: user_id === now ? t('owner now') : serverWord(role),
      picked: user_id === before,
      value: user_id,
    })),
    {
      label: t('Nobody'),
      description: now === null ? t('as it is now') : '',
      picked: before === null,
      value: null,
    },
  ];
  // Accepting what is there must be the shortest way.
  choices.sort((a, b) => Number(b.value === now) - Number(a.value === now));
  return prompter.pickStep(choices, { title, placeHolder: t('Who owns it?') }, at);
}

type NoteFrom = 'add' | 'keep' | 'write';

function askNote(
  prompter: Prompter,
  title: string,
  { section, evidence }: TrackFacts,
  before: NoteFrom | undefined,
  at: StepAt,
): Promise<NoteFrom> {
  const choices: Choice<NoteFrom>[] = [
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
  const shown = choices.map((choice) => ({ ...choice, picked: choice.value === before }));
  return prompter.pickStep(shown, { title, placeHolder: t('What shall its note say?') }, at);
}

async function noteOf(
  prompter: Prompter,
  title: string,
  { section, evidence }: TrackFacts,
  from: NoteFrom,
): Promise<string | null> {
  switch (from) {
    case 'add':
      return evidence === undefined ? section.notes : noteWith(section, evidence);
    case 'keep':
      return section.notes;
    case 'write':
      return checkedNote(
        await prompter.ask({
          title,
          prompt: t('The note of this track.'),
          value: oneLine(section.notes),
        }),
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
