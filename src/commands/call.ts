import { window } from 'vscode';
import { ApiError } from '../client/apiError.ts';
import { CancelledError, UserFacingError } from '../domain/errors.ts';
import { isOwnArgument, isRowArgument, ownArgument } from '../editor/ownArguments.ts';
import { describeError, report } from '../editor/report.ts';
import { rowWithKeyboard } from '../editor/keys/rowWithKeyboard.ts';
import { redeem } from '../editor/tickets.ts';
import type { Services } from '../services.ts';
import { calledByProgram, withoutNamedRow } from './caller.ts';
import { bringKeyboard } from './bringKeyboard.ts';
import { followedRow } from './followKey.ts';
import type { CommandId } from '../domain/commandIds.ts';
import { requireConsent } from './consent.ts';
import { handlers } from './handlers.ts';
import { readOnce } from './readOnce.ts';
import { requireTrust } from './trust.ts';
import { fromWelcome, shownBy } from './welcome.ts';
import { windowPorts } from './windowPorts.ts';
import type { ListedKeys } from './ports.ts';

/**
 * Runs a command behind the one funnel: a person, also one who pressed a button, sees an error as a
 * message; a program that passed arguments gets a rejection with the same sentence.
 */
export async function callCommand(
  services: Services,
  id: CommandId,
  given: readonly unknown[],
): Promise<unknown> {
  const { view, passed } = fromWelcome(given);
  if (!view) {
    const isOfRow = passed.length > 0;
    const before = isOfRow ? passed[0] : await noteRows(services);
    const answer = await runCommand(services, id, passed);
    const row = answer === undefined ? undefined : followedRow(before, answer, isOfRow);
    // Whoever goes on from the palette may have come from an editor, and goes back there.
    if (row) services.keyFocus.follow({ ...row, takesKeyboard: isOfRow || isAlone() });
    return answer;
  }
  try {
    const before = shownBy(services);
    const answer = await runCommand(services, id, passed);
    if (shownBy(services) !== before) await bringKeyboard(services, view, answer);
    return answer;
  } catch (error) {
    // A link's arguments are a program's, which gets the sentence; here a person is to read it.
    const told =
      error instanceof CancelledError ? error : new UserFacingError((error as Error).message);
    void report(told, services.log);
    return undefined;
  }
}

/** Whether there is nothing to go back to that is typed into: VS Code does not tell which part has the keyboard. */
function isAlone(): boolean {
  return (
    window.terminals.length === 0 && window.tabGroups.all.every(({ tabs }) => tabs.length === 0)
  );
}

/** What the arrow keys went to counts as selected for whoever goes on from the palette. */
async function noteRows({
  selectedKey,
  selectedAccount,
}: Pick<ListedKeys, 'selectedKey' | 'selectedAccount'>): Promise<object | undefined> {
  const key = await rowWithKeyboard('keyrail.apiKeys');
  if (key && 'keyId' in key && typeof key.keyId === 'string') selectedKey.keyId = key.keyId;
  const account = await rowWithKeyboard('keyrail.serviceAccounts');
  if (account && 'serviceAccountId' in account && typeof account.serviceAccountId === 'string') {
    selectedAccount.serviceAccountId = account.serviceAccountId;
  }
  return key;
}

/**
 * @param given what VS Code hands over: nothing from the palette; a row, and the selected ones, from a
 * view; what Keyrail itself gave a button or a lens; anything from a program
 * @throws Error where a program called, for whatever a person would be told.
 */
export async function runCommand(
  services: Services,
  id: CommandId,
  given: readonly unknown[],
): Promise<unknown> {
  const passed = withoutNamedRow(id, given);
  const redeemed = redeem(id, passed[0]);
  let argument = redeemed ? ownArgument(redeemed) : passed[0];
  try {
    requireTrust(id);
    // What the person is shown is what is carried out.
    if (!isOwnArgument(argument) && !isRowArgument(argument)) argument = readOnce(argument);
    if (passed.length > 0 && !isOwnArgument(argument)) {
      await requireConsent(services, id, argument);
    }
    return await handlers[id](windowPorts(services, argument), argument);
  } catch (error) {
    if (error instanceof ApiError && error.mayHaveCommitted) void services.refresh();
    if (!calledByProgram(argument)) {
      void report(error, services.log);
      return undefined;
    }
    if (error instanceof CancelledError) throw error;
    services.log.error(`${id} failed.`, error);
    // Only the sentence leaves: a caller is another extension.
    return Promise.reject(new Error((await describeError(error)).sentence));
  }
}
