import { t } from '@vscode/l10n';
import * as z from 'zod/mini';
import { operationNames, waitText } from '../../editor/secrets/eventText.ts';
import { withProgress } from '../../editor/prompts.ts';
import { offer } from '../../editor/press.ts';
import { report } from '../../editor/report.ts';
import type { Services } from '../../services.ts';
import { notify } from '../../editor/notify.ts';
import { parseArguments } from '../argument.ts';
import { openOf, openPlaces } from '../../lifecycle/steps/openPlaces.ts';
import { describeOpen } from '../placements/placesOfKey.ts';
import { decide } from './decide.ts';
import { decisionError, decisions, isForPerson } from './decision.ts';

const recoverArguments = z.strictObject({
  operationId: z.optional(z.string()),
  decision: z.optional(z.enum(decisions)),
  /** The place that is decided about, as its question or `whereIsIt` names it. */
  place: z.optional(z.string()),
});

/**
 * Resumes what a crash or a lost answer left half done, says what is still waiting, and asks about
 * what waits for the person; or goes on with one operation as they decided.
 */
export async function recover(services: Services, argument: unknown) {
  const { operationId, decision, place } = parseArguments(recoverArguments, argument);
  if (operationId !== undefined) {
    const isOver = await decide(services, operationId, decision ?? 'try-again', place);
    return { settled: Number(isOver), waiting: isOver ? [] : [operationId] };
  }
  const { settled, waiting } = await withProgress(t('Finishing what was interrupted'), () =>
    services.recovery.run(),
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
  const lines = services.localFacts.leftovers.length;
  if (lines > 0) sentences.push(t('.env lines of ended keys that are to be removed: {0}.', lines));
  const remove = { label: t('Remove .env Lines…'), command: 'keyrail.removeEnvLines' };
  void offer(notify.info, sentences.join(' '), lines > 0 ? [remove] : []);
  for (const entry of waiting) {
    if (!isForPerson(entry)) continue;
    const open =
      entry.for === 'second-copy'
        ? openOf(entry.secondCopies)
        : await openPlaces(await services.lifecycle(), entry);
    void report(decisionError(entry, open.map(describeOpen)), services.log);
  }
  return { settled, waiting: waiting.map((entry) => entry.operationId) };
}
