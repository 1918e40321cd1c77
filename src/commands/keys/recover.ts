import { t } from '@vscode/l10n';
import * as z from 'zod/mini';
import { operationNames, waitText } from '../../editor/secrets/waitText.ts';
import { parseArguments } from '../argument.ts';
import { openOf, openPlaces } from '../../lifecycle/steps/openPlaces.ts';
import { describeOpen } from '../placements/placesOfKey.ts';
import type { DecidesPlaces } from './decideEach.ts';
import { decide } from './decide.ts';
import { decisionError, decisions, isForPerson } from './decision.ts';
import type { LocalKeys } from '../ports.ts';

const recoverArguments = z.strictObject({
  operationId: z.optional(z.string()),
  decision: z.optional(z.enum(decisions)),
  /** The place that is decided about, as its question or `whereIsIt` names it. */
  place: z.optional(z.string()),
});

/** What going on with the journal stands on. */
export type RecoversOperations = DecidesPlaces & LocalKeys;

/**
 * Resumes what a crash or a lost answer left half done, says what is still waiting, and asks about
 * what waits for the person; or goes on with one operation as they decided.
 */
export async function recover(ports: RecoversOperations, argument: unknown) {
  const { operationId, decision, place } = parseArguments(recoverArguments, argument);
  if (operationId !== undefined) {
    const isOver = await decide(ports, operationId, decision ?? 'try-again', place);
    return { settled: Number(isOver), waiting: isOver ? [] : [operationId] };
  }
  const { settled, waiting } = await ports.withProgress(t('Finishing what was interrupted'), () =>
    ports.recovery.run(),
  );
  const left = waiting.map((entry) =>
    t(
      'Not finished: {0}. {1}',
      operationNames[entry.operation],
      entry.for ? waitText(entry.for) : t('Keyrail goes on with it in a moment.'),
    ),
  );
  const sentences =
    settled === 0 && waiting.length === 0
      ? [t('Nothing was interrupted.')]
      : [t('Finished: {0}.', settled), ...left];
  const lines = ports.localFacts.leftovers.length;
  if (lines > 0) sentences.push(t('.env lines of ended keys that are to be removed: {0}.', lines));
  const remove = { label: t('Remove .env Lines…'), command: 'keyrail.removeEnvLines' };
  const { offer, notify, report } = ports.messages;
  void offer(notify.info, sentences.join(' '), lines > 0 ? [remove] : []);
  for (const entry of waiting) {
    if (!isForPerson(entry)) continue;
    const open =
      entry.for === 'second-copy'
        ? openOf(entry.secondCopies)
        : await openPlaces(await ports.lifecycle(), entry);
    void report(decisionError(entry, open.map(describeOpen)));
  }
  return { settled, waiting: waiting.map((entry) => entry.operationId) };
}
