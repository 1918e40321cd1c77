import { t } from '@vscode/l10n';
import { keyLabel } from '../../domain/keys/keyLabel.ts';
import * as z from 'zod/mini';
import { askedOn, whereText } from '../../editor/connection/askedOn.ts';
import { atOf, type KeyRow } from '../../editor/keys/snapshot.ts';
import { endLoan } from '../../lifecycle/protocols/lend.ts';
import { revoke } from '../../lifecycle/protocols/revoke.ts';
import { parseArguments } from '../argument.ts';
import { chooseKey } from '../chooseKey.ts';
import { succeed } from '../keys/outcome.ts';
import type { Asking, Telling, ListedKeys, Operations, KeyTerminals } from '../ports.ts';

const endArguments = z.strictObject({
  keyId: z.optional(z.string()),
});

/** Takes a loan back before its time: its key is revoked, and its terminal closed. */
export async function endLoanOf(
  ports: Asking & Telling & ListedKeys & Operations & KeyTerminals,
  argument: unknown,
) {
  const given = parseArguments(endArguments, argument);
  const question = {
    title: t('End Loan'),
    none: t('No key is lent now.'),
    refuse: (row: KeyRow) =>
      row.lent ? undefined : t('{0} is not lent, or the loan is over.', keyLabel(row)),
  };
  const row = await chooseKey(ports, given.keyId, question, ({ lent }) => lent !== undefined);
  const { context } = await ports.keyList.here();
  const keyId = row.key.api_key_id;
  const label = keyLabel(row);
  const loans = await ports.loans();
  const terminal = loans.terminalOf(keyId);
  if (!ports.prompter.isAgreed) {
    const stops = terminal
      ? t(
          'Its key is revoked at once, and the terminal “{0}” is closed with what runs in it.',
          terminal,
        )
      : t('Its key is revoked at once: whatever uses it is refused.');
    await ports.prompter.confirm({
      message: askedOn(context.connection, t('End {0}?', label), (name) =>
        t('End {0} on production {1}?', label, name),
      ),
      detail: [stops, whereText(context)],
      buttons: [t('End Loan')],
    });
  }
  const at = atOf(context);
  const lifecycle = await ports.lifecycle();
  const outcome = await ports.withProgress(t('Ending the loan'), async () => {
    const ended = await endLoan(lifecycle, { ...at, keyId });
    // It belongs to another window, which is open: its key can be ended from here all the same.
    return ended.kind === 'busy' ? revoke(lifecycle, { ...at, key: row.key }) : ended;
  });
  loans.closeTerminal(keyId);
  await succeed(ports, outcome);
  ports.messages.say(t('{0} is over, and its key is revoked.', label));
  return { keyId, keyPrefix: row.key.key_prefix };
}
