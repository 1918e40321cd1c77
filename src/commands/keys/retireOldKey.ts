import { t } from '@vscode/l10n';
import * as z from 'zod/mini';
import { plannedEndOf } from '../../domain/keys/keyRow.ts';
import { rowOfKey, type KeyRow } from '../../editor/keys/snapshot.ts';
import { keepOldKey } from '../../lifecycle/protocols/keepOld.ts';
import { retire } from '../../lifecycle/protocols/retire.ts';
import { parseArguments } from '../argument.ts';
import { askGrace, endings, graceOf, type Ending } from './askGrace.ts';
import type { Asking, Telling, ListedKeys, Operations, Places } from '../ports.ts';
import { decideEach } from './decideEach.ts';
import { failureOf } from './failureOf.ts';
import { chooseOldKey, tellOldKey } from './oldKey.ts';
import { succeed } from './outcome.ts';

const retireArguments = z.strictObject({
  keyId: z.optional(z.string()),
  grace: z.optional(z.enum(endings)),
});

/** What ending an old key stands on. */
export type EndsOldKeys = Asking & Telling & ListedKeys & Operations & Places;

/** Says when the old key of an overlap ends, also instead of an earlier choice. */
export async function retireOldKey(ports: EndsOldKeys, argument: unknown) {
  const given = parseArguments(retireArguments, argument);
  const title = t('End Old Key');
  const row = await chooseOldKey(ports, given.keyId, title);
  const ending = given.grace ?? (await askGrace(ports, row, title));
  return retireAs(ports, row, ending, !ports.prompter.isProgram);
}

/**
 * The same for a choice that is made already; `ask`: a person is there to decide about each place that
 * still holds the old value, or may hold it. @throws UserFacingError, ApiError, CancelledError
 */
export async function retireAs(ports: EndsOldKeys, row: KeyRow, ending: Ending, ask: boolean) {
  const { context } = await ports.keyList.here();
  const lifecycle = await ports.lifecycle();
  const keyId = row.key.api_key_id;
  const of = { connectionId: context.connection.id, keyId };
  const grace = graceOf(ending);
  if (grace === undefined) {
    const kept = await keepOldKey(lifecycle, of);
    if (kept.kind !== 'staying')
      throw failureOf(kept) ?? new Error(`Keeping ended as ${kept.kind}.`);
    await Promise.all([ports.keyList.refresh(), ports.recovery.reschedule()]);
    tellOldKey(ports, row);
    return { keyId, retired: false, waits: 'grace' as const };
  }
  const outcome = await succeed(
    ports,
    await ports.withProgress(t('Ending the old key'), () => retire(lifecycle, { ...of, grace })),
  );
  if (outcome.kind === 'overlapping' && outcome.for === 'old-in-use' && ask) {
    await decideEach(ports, outcome.operationId);
    const left = rowOfKey(ports.keyList.snapshot, keyId);
    tellOldKey(ports, row);
    return { keyId, retired: !left || !plannedEndOf(left), waits: undefined };
  }
  const waits = outcome.kind === 'overlapping' ? outcome.for : undefined;
  tellOldKey(ports, row);
  return { keyId, retired: waits === undefined, waits };
}
