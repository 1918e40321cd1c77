import { t } from '@vscode/l10n';
import * as z from 'zod/mini';
import { keyLabel } from '../../domain/keys/keyLabel.ts';
import { UserFacingError } from '../../domain/errors.ts';
import { isUsable } from '../../domain/keys/keyStatus.ts';
import { lendableScopes, narrowerScope } from '../../domain/keys/lending.ts';
import { firstRunScope, scopeList } from '../../domain/keys/scopes.ts';
import { clockTime, timeSpan } from '../../domain/text/relativeTime.ts';
import { notify } from '../../editor/notify.ts';
import { runPressed } from '../../editor/press.ts';
import { readSetting } from '../../editor/settings.ts';
import { endLoan, lend, loanMinutes } from '../../lifecycle/protocols/lend.ts';
import type { KeyRow } from '../../editor/keys/snapshot.ts';
import type { LifecycleContext } from '../../lifecycle/context.ts';
import type { Asking, Telling, ListedKeys, LocalKeys, Operations, KeyTerminals } from '../ports.ts';
import { parseArguments } from '../argument.ts';
import { chooseKey } from '../chooseKey.ts';
import { succeed } from '../keys/outcome.ts';
import { requireTrustedFolder } from '../placements/requireTrustedFolder.ts';
import { confirmLoan } from '../placements/askTerminal.ts';
import { defaultShell } from '../../editor/terminals/shell.ts';
import { addressIn, terminalVariables } from '../../editor/terminals/terminalVariables.ts';
import { askLoanScopes, askMinutes } from './askLoan.ts';
import { serverTime } from '../../editor/serverTime.ts';

const lendArguments = z.strictObject({
  /** The key that lends. */
  keyId: z.optional(z.string()),
  scope: z.optional(z.array(z.string())),
  minutes: z.optional(z.literal(loanMinutes)),
  /** Of the terminal. */
  name: z.optional(z.string()),
});

/** What lending stands on. */
type LendsKeys = Asking & Telling & ListedKeys & LocalKeys & Operations & KeyTerminals;

const leastLifeMs = 2 * 60_000;

/**
 * Lends a key for an hour at most to one new terminal, for an agent or another tool: a key of its
 * own with no more scopes than the lending one, whose secret is in the environment of that terminal's
 * shell, and nowhere else.
 */
export async function lendKey(ports: LendsKeys, argument: unknown) {
  const given = parseArguments(lendArguments, argument);
  const { prompter } = ports;
  requireTrustedFolder();
  const title = t('Lend Key');
  const question = { title, none: t('There is no live key that could be lent.') };
  const row = await chooseKey(
    ports,
    given.keyId,
    question,
    ({ status, lent }) => isUsable(status) && lent === undefined,
  );
  const label = keyLabel(row);
  const { session, context } = await ports.keyList.here();
  requireLendable(row);
  const lendable = lendableScopes(row.key.scope);
  const least = lendable.includes(firstRunScope) ? [firstRunScope] : lendable.slice(0, 1);
  const scope = narrowerScope(
    row.key.scope,
    await prompter.complete<readonly string[]>(given.scope, {
      ask: () => askLoanScopes(title, lendable, least),
      unasked: () => least,
    }),
  );
  const minutes = await prompter.complete<(typeof loanMinutes)[number]>(given.minutes, {
    ask: () => askMinutes(title, new Date()),
    unasked: () => loanMinutes[0],
  });
  // Settings, a folder's among them, may change while the question is open: what it names is used.
  const variables = await terminalVariables(readSetting('envVariable'));
  const shell = defaultShell();
  if (!prompter.isAgreed) {
    const about = { label, scope: scopeList(scope), minutes };
    await confirmLoan(context, { ...about, ...variables, shell, byProgram: prompter.isProgram });
  }
  const address = await session.provenBaseUrl();
  const name = given.name ?? t('Borrowed from {0}', label);
  const lifecycle = await ports.lifecycle();
  const loans = await ports.loans();
  const { connection, workspaceId } = context;
  const loan = await lent(ports, lifecycle, {
    connectionId: connection.id,
    workspaceId,
    key: row.key,
    scope,
    minutes,
    borrower: t('terminal “{0}”', name),
  });
  const { keyId, keyPrefix, endsAt, secret } = loan;
  try {
    await loans.open({
      connectionId: connection.id,
      keyId,
      name,
      shell,
      variable: variables.variable,
      secret,
      baseUrl: addressIn(variables, address),
    });
  } catch (error) {
    await endLoan(lifecycle, { connectionId: connection.id, keyId });
    throw error;
  }
  await ports.keyNotes.change(keyId, { name: t('loan of {0}', label) });
  await ports.keyList.refresh();
  const lifeMs = Date.parse(endsAt) - serverTime().getTime();
  if (!prompter.isProgram) void tell(keyId, name, lifeMs, scope);
  return { keyId, keyPrefix, scope, endsAt, terminal: name };
}

/** @throws UserFacingError for a key that has ended, or ends before a loan would be of use */
function requireLendable(row: KeyRow): void {
  const expires = row.key.expires_at;
  if (
    !isUsable(row.status) ||
    (expires !== null && Date.parse(expires) < serverTime().getTime() + leastLifeMs)
  ) {
    throw new UserFacingError(
      t('{0} does not work, or not for long enough to be lent.', keyLabel(row)),
    );
  }
}

async function lent(
  ports: Telling & ListedKeys & Operations,
  lifecycle: LifecycleContext,
  request: Parameters<typeof lend>[1],
) {
  const outcome = await succeed(
    ports,
    await ports.withProgress(t('Lending the key'), (signal) =>
      lend(lifecycle, request, { signal }),
    ),
  );
  if (outcome.kind === 'lent') return outcome;
  throw new Error(`Lending ended as ${outcome.kind}.`);
}

async function tell(
  keyId: string,
  terminal: string,
  lifeMs: number,
  scope: readonly string[],
): Promise<void> {
  const end = t('End Loan');
  const pressed = await notify.info(
    t(
      'The terminal “{0}” has its own key ({1}) for {3}, until {2}. It is revoked when the loan, the terminal or this window ends; if this window cannot do that any more, the next one does. The control plane refuses it from {2} on in any case.',
      terminal,
      scopeList(scope),
      // By the clock that the person looks at, which may differ from the one that ends the key.
      clockTime(new Date(Date.now() + lifeMs).toISOString()),
      timeSpan(lifeMs),
    ),
    end,
  );
  if (pressed === end) await runPressed({ command: 'keyrail.endLoan', args: [{ keyId }] });
}
