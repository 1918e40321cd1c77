import { t } from '@vscode/l10n';
import * as z from 'zod/mini';
import { keyLabel } from '../../domain/keys/keyLabel.ts';
import { UserFacingError } from '../../domain/errors.ts';
import { isUsable } from '../../domain/keys/keyStatus.ts';
import { scopeList } from '../../domain/keys/scopes.ts';
import { clockTime, timeSpan } from '../../domain/text/relativeTime.ts';
import { notify } from '../../editor/notify.ts';
import { runPressed } from '../../editor/press.ts';
import { readSetting } from '../../editor/settings.ts';
import { endLoan, lend, loanMinutes, type LoanRequest } from '../../lifecycle/protocols/lend.ts';
import type { KeyRow, SessionContext } from '../../editor/keys/snapshot.ts';
import type { TerminalLoan } from '../../editor/loans/loans.ts';
import type { LifecycleContext } from '../../lifecycle/context.ts';
import type { Asking, Telling, ListedKeys, LocalKeys, Operations, KeyTerminals } from '../ports.ts';
import { parseArguments } from '../argument.ts';
import { chooseKey } from '../chooseKey.ts';
import { succeed } from '../keys/outcome.ts';
import { requireTrustedFolder } from '../placements/requireTrustedFolder.ts';
import { confirmLoan } from '../placements/askTerminal.ts';
import { defaultShell } from '../../editor/terminals/shell.ts';
import { addressIn, terminalVariables } from '../../editor/terminals/terminalVariables.ts';
import { askLoan } from './askLoan.ts';
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
  const { scope, minutes } = await askLoan(prompter, title, row.key.scope, given);
  // Settings, a folder's among them, may change while the question is open: what it names is used.
  const variables = await terminalVariables(readSetting('envVariable'));
  const shell = defaultShell();
  if (!prompter.isAgreed) {
    const about = { label, scope: scopeList(scope), minutes };
    await confirmLoan(context, { ...about, ...variables, shell, byProgram: prompter.isProgram });
  }
  const address = await session.provenBaseUrl();
  const name = given.name ?? t('Borrowed from {0}', label);
  const request = { key: row.key, scope, minutes, borrower: t('terminal “{0}”', name) };
  const baseUrl = addressIn(variables, address);
  const terminal = { name, shell, variable: variables.variable, baseUrl };
  const { keyId, keyPrefix, endsAt } = await lendToTerminal(ports, context, request, terminal);
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

/** Lends it and opens the terminal. A loan whose terminal cannot be opened is ended at once. */
async function lendToTerminal(
  ports: Telling & ListedKeys & Operations & KeyTerminals,
  { connection: { id: connectionId }, workspaceId }: SessionContext,
  request: Omit<LoanRequest, 'connectionId' | 'workspaceId'>,
  terminal: Pick<TerminalLoan, 'name' | 'shell' | 'variable' | 'baseUrl'>,
) {
  const lifecycle = await ports.lifecycle();
  const loans = await ports.loans();
  const loan = await lent(ports, lifecycle, { connectionId, workspaceId, ...request });
  const { keyId, secret } = loan;
  try {
    await loans.open({ connectionId, keyId, secret, ...terminal });
  } catch (error) {
    await endLoan(lifecycle, { connectionId, keyId });
    throw error;
  }
  return loan;
}

async function lent(
  ports: Telling & ListedKeys & Operations,
  lifecycle: LifecycleContext,
  request: LoanRequest,
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
