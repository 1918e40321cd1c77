import { t } from '@vscode/l10n';
import * as z from 'zod/mini';
import { plannedEndOf } from '../../domain/keys/keyRow.ts';
import { rowOfKey, type KeyRow } from '../../editor/keys/snapshot.ts';
import { withProgress } from '../../editor/prompts.ts';
import { keepOldKey } from '../../lifecycle/protocols/keepOld.ts';
import { retire } from '../../lifecycle/protocols/retire.ts';
import type { Services } from '../../services.ts';
import { parseArguments } from '../argument.ts';
import { askGrace, endings, graceOf, type Ending } from './askGrace.ts';
import { calledByProgram } from '../caller.ts';
import { decideEach } from './decideEach.ts';
import { failureOf } from './failureOf.ts';
import { chooseOldKey, tellOldKey } from './oldKey.ts';
import { succeed } from './outcome.ts';

const retireArguments = z.strictObject({
  keyId: z.optional(z.string()),
  grace: z.optional(z.enum(endings)),
});

/** Says when the old key of an overlap ends, also instead of an earlier choice. */
export async function retireOldKey(services: Services, argument: unknown) {
  const given = parseArguments(retireArguments, argument);
  const title = t('Retire Old Key');
  const row = await chooseOldKey(services, given.keyId, title);
  const ending = given.grace ?? (await askGrace(row, title));
  return retireAs(services, row, ending, !calledByProgram(argument));
}

/**
 * The same for a choice that is made already; `ask`: a person is there to decide about each place that
 * still holds the old value, or may hold it. @throws UserFacingError, ApiError, CancelledError
 */
export async function retireAs(services: Services, row: KeyRow, ending: Ending, ask: boolean) {
  const { context } = await services.keyList.here();
  const lifecycle = await services.lifecycle();
  const keyId = row.key.api_key_id;
  const of = { connectionId: context.connection.id, keyId };
  const grace = graceOf(ending);
  if (grace === undefined) {
    const kept = await keepOldKey(lifecycle, of);
    if (kept.kind !== 'staying')
      throw failureOf(kept) ?? new Error(`Keeping ended as ${kept.kind}.`);
    await Promise.all([services.refresh(), services.recovery.reschedule()]);
    tellOldKey(services, row);
    return { keyId, retired: false, waits: 'grace' as const };
  }
  const outcome = await succeed(
    services,
    await withProgress(t('Retiring the old key'), () => retire(lifecycle, { ...of, grace })),
  );
  if (outcome.kind === 'overlapping' && outcome.for === 'old-in-use' && ask) {
    await decideEach(services, outcome.operationId);
    const left = rowOfKey(services.keyList.snapshot, keyId);
    tellOldKey(services, row);
    return { keyId, retired: !left || !plannedEndOf(left), waits: undefined };
  }
  const waits = outcome.kind === 'overlapping' ? outcome.for : undefined;
  tellOldKey(services, row);
  return { keyId, retired: waits === undefined, waits };
}
