import { t } from '@vscode/l10n';
import { serverWord } from '../../domain/text/serverWords.ts';
import { randomUUID } from 'node:crypto';
import {
  deliveryWith,
  hasChanged,
  trackBody,
  trackLabels,
  trackText,
  type TrackBody,
  type TrackName,
} from '../../domain/firstRun/deliveryTrack.ts';
import { CancelledError, UserFacingError } from '../../domain/errors.ts';
import { readEvidence } from '../../editor/firstRun/evidenceStore.ts';
import { confirmOnProduction } from '../confirmOnProduction.ts';
import type { Choice } from '../../editor/prompts.ts';
import { requireManagement } from '../../editor/connection/role.ts';
import type { Asking, Telling, Documents, ListedKeys, Pages } from '../ports.ts';
import type { Delivery } from '../../wire/delivery.ts';
import { parseArguments } from '../argument.ts';
import { askTrack, filledTrack, trackWish } from './trackForm.ts';

/** What a delivery track is recorded with. */
export type RecordsTracks = Asking & Telling & Documents & ListedKeys & Pick<Pages, 'globalState'>;

/**
 * Reads both delivery tracks, changes one, and writes both back. Before it writes it reads again, also
 * after each question: a colleague's change of the same track is shown beside ours and nothing is
 * overwritten unseen.
 */
export async function recordTrack(ports: RecordsTracks, track: TrackName, argument: unknown) {
  const wish = parseArguments(trackWish, argument);
  const { prompter } = ports;
  const { session, context } = await ports.keyList.here();
  requireManagement(context, t('record delivery tracks'));
  const { management } = session;
  const read = await management.delivery(context.workspaceId);
  const evidence = readEvidence(ports.globalState, context);
  const members = ports.keyList.snapshot.detail?.members ?? [];
  const wanted = await prompter.complete<TrackBody>(undefined, {
    ask: () => askTrack(prompter, { track, section: read[track], members, evidence }),
    unasked: () => filledTrack(read[track], wish, evidence),
  });
  await confirmOnProduction(ports, context, t('Record {0}', trackLabels[track].toLowerCase()));

  let seen = read;
  let now = await management.delivery(context.workspaceId);
  while (hasChanged(seen[track], now[track])) {
    await askWhichStays(ports, track, wanted, now);
    seen = now;
    // The question may have stood there for minutes.
    now = await management.delivery(context.workspaceId);
  }
  const saved = await ports.withProgress(
    t('Recording {0}', trackLabels[track].toLowerCase()),
    (signal) =>
      management.updateDelivery(context.workspaceId, deliveryWith(now, track, wanted), {
        idempotencyKey: randomUUID(),
        signal,
      }),
  );
  await ports.keyList.refresh();
  const { status, evidence_links: links } = saved[track];
  if (!prompter.isProgram) {
    const words = serverWord(status);
    ports.messages.say(
      links.length === 1
        ? t('{0} is recorded as {1}, with 1 evidence link.', trackLabels[track], words)
        : t(
            '{0} is recorded as {1}, with {2} evidence links.',
            trackLabels[track],
            words,
            links.length,
          ),
    );
  }
  return { track, status, evidenceLinks: links.length, updatedAt: saved[track].updated_at };
}

/** Asks where both have changed the track. @throws CancelledError to keep theirs. */
async function askWhichStays(
  { prompter, documents }: Pick<RecordsTracks, 'prompter' | 'documents'>,
  track: TrackName,
  ours: TrackBody,
  theirs: Delivery,
): Promise<void> {
  const label = trackLabels[track];
  if (prompter.isProgram) {
    throw new UserFacingError(
      t('{0} was changed by somebody else in this moment. Nothing was written; try again.', label),
    );
  }
  const texts = {
    left: trackText(trackBody(theirs[track])),
    right: trackText(ours),
    title: t('{0}: theirs and yours', label),
  };
  const choices: Choice<boolean>[] = [
    { label: t('Save Mine'), detail: t('Replaces what they wrote in this track.'), value: true },
    { label: t('Keep Theirs'), detail: t('Writes nothing.'), value: false },
  ];
  // A list stays until it is answered, and leaves both versions in sight.
  const save = await documents.sideBySide(texts, () =>
    prompter.pick(choices, {
      title: t('{0} was changed by somebody else while you wrote. Which one stays?', label),
      placeHolder: t('Theirs is on the left, yours on the right.'),
      ignoreFocusOut: true,
    }),
  );
  if (!save) throw new CancelledError();
}
