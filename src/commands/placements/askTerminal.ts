import { t } from '@vscode/l10n';
import { plainLine } from '../../domain/text/plainLine.ts';
import { askedOn, whereText } from '../../editor/connection/production.ts';
import type { SessionContext } from '../../editor/keys/snapshot.ts';
import { confirm } from '../../editor/prompts.ts';
import { notChosen } from '../notChosen.ts';
import type { TerminalVariables } from './terminalVariables.ts';

/**
 * VS Code keeps what terminals were started with, to bring them back: `isTransient` and a collection
 * that is not persistent keep out the terminal and the collection, not the environment that it had.
 */
const terminalsOnDisk = (): string =>
  t(
    'When VS Code quits, it writes the environment of terminals to its own disk storage, with this secret in it. Keyrail can remove nothing of it there.',
  );

interface Asked extends TerminalVariables {
  readonly label: string;
  /** Then the person learns that they did not begin it. */
  readonly byProgram: boolean;
}

/** Before the new terminals of a folder get a secret. @throws CancelledError */
export async function confirmUseInTerminals(
  context: SessionContext,
  { label, variable, baseUrlVariable, folder, byProgram }: Asked & { readonly folder: string },
): Promise<void> {
  const name = plainLine(folder, 80);
  await confirm({
    message: askedOn(
      context.connection,
      t('Give new terminals of {0} the secret of {1}?', name, label),
      (on) => t('Give new terminals of {0} the secret of {1} on production {2}?', name, label, on),
    ),
    detail: [
      ...(byProgram ? [notChosen()] : []),
      [
        t(
          'It is in {0} of whatever is started there, until this window closes: also of tasks of this folder, and of launches in the integrated terminal, which do not ask again.',
          variable,
        ),
        ...address(baseUrlVariable),
      ],
      terminalsOnDisk(),
      whereText(context),
    ],
    buttons: [t('Use in Terminals')],
  });
}

/** Before a key is lent to a new terminal. @throws CancelledError */
export async function confirmLoan(
  context: SessionContext,
  {
    label,
    scope,
    minutes,
    variable,
    baseUrlVariable,
    byProgram,
  }: Asked & { readonly scope: string; readonly minutes: number },
): Promise<void> {
  await confirm({
    message: askedOn(context.connection, t('Lend {0} for {1} minutes?', label, minutes), (on) =>
      t('Lend {0} for {1} minutes on production {2}?', label, minutes, on),
    ),
    detail: [
      ...(byProgram ? [notChosen()] : []),
      [
        t('A new terminal gets its own key in {0}, with {1}.', variable, scope),
        ...address(baseUrlVariable),
      ],
      terminalsOnDisk(),
      t('The key on the disk stops working when the loan ends.'),
      whereText(context),
    ],
    buttons: [t('Lend Key')],
  });
}

function address(variable: string): readonly string[] {
  return variable === '' ? [] : [t('The address of the control plane is in {0}.', variable)];
}
