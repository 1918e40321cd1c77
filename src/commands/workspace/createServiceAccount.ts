import { t } from '@vscode/l10n';
import { randomUUID } from 'node:crypto';
import * as z from 'zod/mini';
import { serviceAccountId } from '../../domain/workspaceNames.ts';
import { confirmOnProduction } from '../confirmOnProduction.ts';
import { serverWord } from '../../domain/text/serverWords.ts';
import { requireManagement } from '../../editor/connection/role.ts';
import type { Asking, Telling, ListedKeys } from '../ports.ts';
import { parseArguments } from '../argument.ts';

const createServiceAccountArguments = z.strictObject({
  name: z.optional(z.string().check(z.trim(), z.minLength(1))),
  description: z.optional(z.string()),
  role: z.optional(z.string().check(z.trim(), z.minLength(1))),
});

/** Creates a service account and answers with its id and name. Asks for the name when not given. */
export async function createServiceAccount(
  ports: Asking & Telling & ListedKeys,
  argument: unknown,
) {
  const given = parseArguments(createServiceAccountArguments, argument);
  const { session, context } = await ports.keyList.here();
  requireManagement(context, t('create service accounts'));
  const taken = new Set(ports.keyList.snapshot.accounts.map((row) => row.account.name));
  const name = given.name ?? (await askName(ports, taken, given.role));
  await confirmOnProduction(ports, context, t('Create Service Account {0}', name));
  const account = await ports.withProgress(t('Creating the service account'), (signal) =>
    session.management.createServiceAccount(
      context.workspaceId,
      {
        // Our own id: without it an identical retry is refused as a conflict (docs/contract.md,
        // Idempotency).
        service_account_id: serviceAccountId(),
        name,
        ...(given.description === undefined ? {} : { description: given.description }),
        ...(given.role === undefined ? {} : { role: given.role }),
      },
      { idempotencyKey: randomUUID(), signal },
    ),
  );
  await ports.keyList.refresh();
  return { serviceAccountId: account.service_account_id, name: account.name };
}

function askName(
  { prompter }: Asking,
  taken: ReadonlySet<string>,
  role: string | undefined,
): Promise<string> {
  const names = role === undefined ? ['local-dev', 'ci', 'app'] : [role.replaceAll('_', '-')];
  const suggestion = names.find((name) => !taken.has(name)) ?? '';
  return prompter.ask({
    title:
      role === undefined
        ? t('Create Service Account')
        : t('Create Service Account with the Role {0}', serverWord(role)),
    // Also asked by Create Key, of whoever has never heard of one.
    prompt: t(
      'A key belongs to a service account, named by what uses it. The name stays taken, also after disabling.',
    ),
    value: suggestion,
    validateInput(text) {
      const name = text.trim();
      if (name === '') return t('Give it a name.');
      return taken.has(name) ? t('There is already a service account named {0}.', name) : undefined;
    },
  });
}
