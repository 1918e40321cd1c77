import { t } from '@vscode/l10n';
import { atOf } from '../../editor/keys/snapshot.ts';
import * as z from 'zod/mini';
import { isKnownScope, firstRunScope } from '../../domain/keys/scopes.ts';
import { UserFacingError } from '../../domain/errors.ts';
import { isAnswered } from '../../editor/ownArguments.ts';
import { requireEnvFile } from '../../editor/env/envFileOnly.ts';
import { otherEndSentences } from '../../domain/keys/otherEnd.ts';
import { notify } from '../../editor/notify.ts';
import { withProgress } from '../../editor/prompts.ts';
import { confirmOnProduction } from '../../editor/connection/production.ts';
import { requireReachable } from '../../editor/keys/listed.ts';
import { requireManagement } from '../../editor/connection/role.ts';
import { issue, type WantedScope } from '../../lifecycle/protocols/issue.ts';
import type { Services } from '../../services.ts';
import { parseArguments } from '../argument.ts';
import { calledByProgram } from '../caller.ts';
import { isWatched } from '../watched.ts';
import { defaultExpiry } from './askExpiry.ts';
import { askNewKey, type NewKey } from './askNewKey.ts';
import { chooseOwner } from '../workspace/chooseOwner.ts';
import { offerEnv } from '../placements/offerEnv.ts';
import { placesText } from '../placements/placesOfKey.ts';
import { succeed } from './outcome.ts';
import { confirmGovernance } from './preflight.ts';
import { writeSecretToEnv } from '../placements/writeToEnv.ts';
import { serverTime } from '../../editor/serverTime.ts';

const createKeyArguments = z.strictObject({
  serviceAccountId: z.optional(z.string()),
  /** `[]` is full access. */
  scope: z.optional(z.array(z.string())),
  /** ISO 8601; `null` is never. */
  expiresAt: z.optional(z.nullable(z.string())),
  name: z.optional(z.string()),
  env: z.optional(
    z.strictObject({ file: z.optional(z.string()), variable: z.optional(z.string()) }),
  ),
});

/**
 * Issues a key, keeps its secret, and offers to write it to `.env`. Asks what was not given;
 * `ticked` are the scopes that are chosen when it asks.
 */
export async function createKey(
  services: Services,
  argument: unknown,
  ticked: readonly string[] = [firstRunScope],
) {
  const given = parseArguments(createKeyArguments, argument);
  const byProgram = calledByProgram(argument);
  const { context } = await services.keyList.here();
  requireManagement(context, t('create keys'));
  await requireReachable(services.keyList);
  const title = t('Create Key');
  if (!byProgram) await confirmGovernance(services.keyList.snapshot.detail);
  const { serviceAccountId, expiresAt, name, ...wanted } = byProgram
    ? await unasked(services, given, title)
    : await askNewKey(services, given, title, ticked);
  const scope = wantedScope(wanted.scope, !byProgram || isAnswered(argument));
  await confirmOnProduction(context, t('Create Key'), argument);

  // Before there is a key: one whose secret could not go where it was meant to would be of no use.
  if (given.env?.file !== undefined) await requireEnvFile(given.env.file);
  const lifecycle = await services.lifecycle();
  const outcome = await succeed(
    services,
    await withProgress(t('Creating the key'), (signal, step) =>
      issue(
        lifecycle,
        {
          ...atOf(context),
          serviceAccountId,
          scope,
          expiresAt,
        },
        {
          signal,
          progress: (_at, places) => {
            if (places) step(placesText(places));
          },
        },
      ),
    ),
  );
  if (outcome.kind !== 'kept') throw new Error(`Issuing ended as ${outcome.kind}.`);
  const { keyId, keyPrefix } = outcome;
  if (name !== '') await services.keyNotes.change(keyId, { name });
  if (given.env) {
    const [other] = otherEndSentences(outcome, serverTime());
    if (other !== undefined) void notify.warn(other);
    const written = await writeSecretToEnv(services, keyId, given.env, isWatched(argument));
    return { keyId, keyPrefix, expiresAt: outcome.expiresAt, env: written };
  }
  if (!byProgram) void offerEnv(services, outcome);
  return { keyId, keyPrefix, expiresAt: outcome.expiresAt };
}

/** @throws UserFacingError for full access that nobody confirmed, and for scopes nobody knows. */
function wantedScope(scope: readonly string[], confirmed: boolean): WantedScope {
  const [first, ...rest] = scope.map((each) => {
    if (!isKnownScope(each)) throw new UserFacingError(t('There is no scope named {0}.', each));
    return each;
  });
  if (first !== undefined) return [first, ...rest];
  if (confirmed) return 'full-access';
  throw new UserFacingError(
    t(
      'A key without scopes has full access. Name its scopes, or pass confirmed: true to say that you mean it.',
    ),
  );
}

/** What a program gets that leaves something open. */
async function unasked(
  services: Services,
  given: z.infer<typeof createKeyArguments>,
  title: string,
): Promise<NewKey> {
  return {
    serviceAccountId: await chooseOwner(services, given.serviceAccountId, title),
    scope: given.scope ?? [firstRunScope],
    expiresAt: given.expiresAt === undefined ? defaultExpiry(serverTime()) : given.expiresAt,
    name: given.name ?? '',
  };
}
