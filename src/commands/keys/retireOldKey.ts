import { t } from '@vscode/l10n';
import * as z from 'zod/mini';
import { withProgress } from '../../editor/prompts.ts';
import { waitText } from '../../editor/secrets/factText.ts';
import { keyLabel } from '../../editor/keys/snapshot.ts';
import { graces } from '../../lifecycle/journal/entry.ts';
import { retire } from '../../lifecycle/protocols/retire.ts';
import type { Services } from '../../services.ts';
import { parseArguments } from '../argument.ts';
import { chooseKey } from '../chooseKey.ts';
import { askGrace } from './askGrace.ts';
import { say, succeed } from './outcome.ts';

const retireArguments = z.strictObject({
  keyId: z.optional(z.string()),
  grace: z.optional(z.enum(graces)),
});

/** Says when the old key of an overlap ends, also instead of an earlier choice. */
export async function retireOldKey(services: Services, argument: unknown) {
  const given = parseArguments(retireArguments, argument);
  const question = { title: t('Retire old key'), none: t('No key is waiting to be retired.') };
  const row = await chooseKey(
    services,
    given.keyId,
    question,
    ({ retiring }) => retiring !== undefined,
  );
  const { context } = await services.keyRing.here();
  const grace = given.grace ?? (await askGrace(row, t('Retire old key')));
  const room = await services.room();
  const outcome = await succeed(
    services,
    await withProgress(t('Retiring the old key'), () =>
      retire(room, { connectionId: context.connection.id, keyId: row.key.api_key_id, grace }),
    ),
  );
  const waits = outcome.kind === 'overlapping' ? outcome.for : undefined;
  say(
    waits === undefined
      ? t('{0} is retired.', keyLabel(row))
      : t('{0} still works. {1}', keyLabel(row), waitText(waits)),
  );
  return { keyId: row.key.api_key_id, retired: waits === undefined, waits };
}
