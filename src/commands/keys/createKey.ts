import { t } from '@vscode/l10n';
import { atOf } from '../../editor/keys/snapshot.ts';
import * as z from 'zod/mini';
import { isKnownScope, firstRunScope } from '../../domain/keys/scopes.ts';
import { UserFacingError } from '../../domain/errors.ts';
import { otherEndSentences } from '../../domain/keys/otherEnd.ts';
import { confirmOnProduction } from '../confirmOnProduction.ts';
import { requireReachable } from '../../editor/keys/listed.ts';
import { requireManagement } from '../../editor/connection/role.ts';
import { issue, type IssueRequest, type WantedScope } from '../../lifecycle/protocols/issue.ts';
import type { Asking, Telling, ListedKeys, LocalKeys, Operations, Places } from '../ports.ts';
import { parseArguments } from '../argument.ts';
import { defaultExpiry } from './askExpiry.ts';
import { askNewKey, type NewKey } from './askNewKey.ts';
import { chooseOwner } from '../workspace/chooseOwner.ts';
import { offerEnv } from '../placements/offerEnv.ts';
import { carryOut } from './carryOut.ts';
import { succeed } from './outcome.ts';
import { confirmGovernance } from './preflight.ts';
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

/** What making a key stands on. */
export type CreatesKeys = Asking & Telling & ListedKeys & LocalKeys & Operations & Places;

/**
 * Issues a key, keeps its secret, and offers to write it to `.env`. Asks what was not given;
 * `ticked` are the scopes that are chosen when it asks.
 */
export async function createKey(
  ports: CreatesKeys,
  argument: unknown,
  ticked: readonly string[] = [firstRunScope],
) {
  const given = parseArguments(createKeyArguments, argument);
  const { prompter } = ports;
  const { context } = await ports.keyList.here();
  requireManagement(context, t('create keys'));
  await requireReachable(ports.keyList);
  const title = t('Create Key');
  const wanted = await prompter.complete<NewKey>(undefined, {
    async ask() {
      await confirmGovernance(ports, ports.keyList.snapshot.detail);
      return askNewKey(ports, given, title, ticked);
    },
    unasked: () => unasked(ports, given, title),
  });
  const scope = wantedScope(wanted.scope, !prompter.isProgram || prompter.isAgreed);
  await confirmOnProduction(ports, context, t('Create Key'));

  // Before there is a key: one whose secret could not go where it was meant to would be of no use.
  if (given.env?.file !== undefined) await ports.env.requireFile(given.env.file);
  const { serviceAccountId, expiresAt, name } = wanted;
  const made = await issued(ports, { ...atOf(context), serviceAccountId, scope, expiresAt });
  const { keyId, keyPrefix } = made;
  if (name !== '') await ports.keyNotes.change(keyId, { name });
  if (given.env) {
    const [other] = otherEndSentences(made, serverTime());
    if (other !== undefined) void ports.messages.notify.warn(other);
    const written = await ports.env.write(keyId, given.env, prompter.isWatched());
    return { keyId, keyPrefix, expiresAt: made.expiresAt, env: written };
  }
  if (!prompter.isProgram) void offerEnv(ports, made);
  return { keyId, keyPrefix, expiresAt: made.expiresAt };
}

async function issued(ports: Telling & ListedKeys & Operations, request: IssueRequest) {
  const lifecycle = await ports.lifecycle();
  const outcome = await succeed(
    ports,
    await carryOut(ports, t('Creating the key'), (options) => issue(lifecycle, request, options)),
  );
  if (outcome.kind !== 'kept') throw new Error(`Issuing ended as ${outcome.kind}.`);
  return outcome;
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
  ports: Asking & ListedKeys,
  given: z.infer<typeof createKeyArguments>,
  title: string,
): Promise<NewKey> {
  return {
    serviceAccountId: await chooseOwner(ports, given.serviceAccountId, title),
    scope: given.scope ?? [firstRunScope],
    expiresAt: given.expiresAt === undefined ? defaultExpiry(serverTime()) : given.expiresAt,
    name: given.name ?? '',
  };
}
