import { t } from '@vscode/l10n';
import * as z from 'zod/mini';
import { CancelledError, UserFacingError } from '../../domain/errors.ts';
import { isKnownScope, scopeChoices } from '../../domain/keys/scopes.ts';
import { dayMs } from '../../domain/text/days.ts';
import { askedOn, whereText } from '../../editor/connection/askedOn.ts';
import { requireManagement } from '../../editor/connection/role.ts';
import { describeError } from '../../editor/report.ts';
import { envFileName, type EnvTarget } from '../../editor/env/envTarget.ts';
import { answeredArgument } from '../../editor/ownArguments.ts';
import type { ListedKeys } from '../ports.ts';
import type { ServiceAccount } from '../../wire/serviceAccounts.ts';
import { createKey } from '../keys/createKey.ts';
import { writeSecretToEnv, type WritesSecrets } from '../placements/writeToEnv.ts';
import { lookAround, placeOf } from './findKey.ts';
import { defineTool } from './tool.ts';
import { serverTime } from '../../editor/serverTime.ts';
import { callWith } from '../prompter.ts';

const input = z.strictObject({
  name: z.string().check(z.minLength(1), z.maxLength(80)),
  scopes: z.array(z.string()).check(z.minLength(1)),
  expiresInDays: z.optional(z.int().check(z.minimum(1), z.maximum(365))),
  serviceAccount: z.optional(z.string()),
  writeToEnv: z.optional(z.boolean()),
  envFile: z.optional(z.string()),
  envVariable: z.optional(z.string()),
});
type Input = z.infer<typeof input>;

const usualDays = 90;

/** The secret goes into this editor and, if asked, into `.env`; the answer has the id. */
export const createKeyTool = defineTool({
  input,
  changes: true,
  progress: () => t('Creating a key'),
  async question(ports, given) {
    const context = await lookAround(ports);
    requireManagement(context, t('create keys'));
    const account = ownerOf(ports, given.serviceAccount);
    const days = given.expiresInDays ?? usualDays;
    const plan = given.writeToEnv
      ? await ports.envTargets.choose({
          file: given.envFile,
          variable: given.envVariable,
          choice: 'none',
        })
      : undefined;
    return {
      title: askedOn(context.connection, t('Create the key {0}?', given.name), (name) =>
        t('Create the key {0} on production {1}?', given.name, name),
      ),
      paragraphs: [
        t(
          'A key with {0} for the service account {1}, for {2} days.',
          scopesOf(given).join(', '),
          account.name,
          days,
        ),
        placeOfSecret(plan),
        t('The agent gets its id, never its secret.'),
        whereText(context),
      ],
      about: [
        context.connection.id,
        context.workspaceId,
        account.service_account_id,
        JSON.stringify(given),
        ...(plan ? [plan.file.toString(), plan.variable, plan.baseUrlVariable] : []),
      ],
      ...(plan && { plan }),
    };
  },
  async run(ports, given, plan: EnvTarget | undefined) {
    const { context } = await ports.keyList.here();
    const expiresAt = new Date(
      serverTime().getTime() + (given.expiresInDays ?? usualDays) * dayMs,
    ).toISOString();
    const made = await callWith(
      ports,
      createKey,
      answeredArgument({
        serviceAccountId: ownerOf(ports, given.serviceAccount).service_account_id,
        scope: scopesOf(given),
        expiresAt,
        name: given.name,
      }),
    );
    const answer = { ...placeOf(context), ...made, note: t('The secret is kept by the editor.') };
    if (!plan) return answer;
    return { ...answer, env: await written(ports, made.keyId, plan) };
  },
});

/** All that is written, each variable by its name: the folder's settings choose them. */
function placeOfSecret(plan: EnvTarget | undefined): string {
  if (!plan) return t('Its secret is kept by this editor and written nowhere else.');
  const { variable, baseUrlVariable } = plan;
  const file = envFileName(plan);
  return baseUrlVariable === ''
    ? t('Its secret is kept by this editor and written to {0} of {1}.', variable, file)
    : t(
        'Its secret is kept by this editor and written to {0} of {1}, and the address of the control plane to {2}.',
        variable,
        file,
        baseUrlVariable,
      );
}

/** The key is there, whatever becomes of the line: an agent must not make it again. */
async function written(ports: WritesSecrets, keyId: string, target: EnvTarget) {
  const { file, variable, baseUrlVariable } = target;
  try {
    const wish = { file: file.toString(), variable, baseUrlVariable };
    return { written: true, ...(await writeSecretToEnv(ports, keyId, wish, false)) };
  } catch (error) {
    if (error instanceof CancelledError) return { written: false, because: t('Cancelled.') };
    ports.log.error('An agent’s key could not be written to .env.', error);
    return { written: false, because: (await describeError(error)).sentence };
  }
}

/** @throws UserFacingError for a scope that nobody knows; full access is nothing for a tool. */
function scopesOf({ scopes }: Input): string[] {
  const known = scopeChoices.map(({ scope }) => scope).join(', ');
  for (const scope of scopes) {
    if (isKnownScope(scope)) continue;
    throw new UserFacingError(t('There is no scope {0}. There are: {1}.', scope, known));
  }
  return [...new Set(scopes)];
}

/** @throws UserFacingError where it is not clear which one is meant */
function ownerOf(ports: ListedKeys, named: string | undefined): ServiceAccount {
  const active = ports.keyList.snapshot.accounts
    .map(({ account }) => account)
    .filter(({ status }) => status === 'active');
  const found = named
    ? active.filter((each) => each.name === named || each.service_account_id === named)
    : active;
  const [only, ...others] = found;
  if (only && others.length === 0) return only;
  const names = active.map(({ name }) => name).join(', ');
  throw new UserFacingError(
    active.length === 0
      ? t('There is no active service account to own the key. The person creates one first.')
      : t('Say which service account owns the key. There are: {0}.', names),
    [{ label: t('Create Service Account…'), command: 'keyrail.createServiceAccount' }],
  );
}
