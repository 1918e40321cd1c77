import { t } from '@vscode/l10n';
import { plainLine } from '../../domain/text/plainLine.ts';
import { askedOn, whereText } from '../../editor/connection/askedOn.ts';
import type { SessionContext } from '../../editor/keys/snapshot.ts';
import { confirm } from '../../editor/prompts.ts';
import type { Shell } from '../../editor/terminals/shell.ts';
import { notChosen } from '../notChosen.ts';
import type { TerminalVariables } from '../../editor/terminals/terminalVariables.ts';

interface Asked extends TerminalVariables {
  /** That is started: asked for once, as a folder's settings may change while the question is open. */
  readonly shell: Shell;
  readonly label: string;
  /** Then the person learns that they did not begin it. */
  readonly byProgram: boolean;
}

/** Before a new terminal of a folder gets a secret. @throws CancelledError */
export async function confirmUseInTerminals(
  context: SessionContext,
  {
    label,
    shell,
    variable,
    baseUrlVariable,
    folder,
    byProgram,
  }: Asked & { readonly folder: string },
): Promise<void> {
  const name = plainLine(folder, 80);
  await confirm({
    message: askedOn(
      context.connection,
      t('Give a new terminal of {0} the secret of {1}?', name, label),
      (on) => t('Give a new terminal of {0} the secret of {1} on production {2}?', name, label, on),
    ),
    detail: [
      ...(byProgram ? [notChosen()] : []),
      [
        t(
          'Its shell gets it in {0}, and so does whatever is started there, until the terminal or this window is closed. Keyrail writes it nowhere.',
          variable,
        ),
        ...address(baseUrlVariable),
        shellLine(shell),
      ],
      whereText(context),
    ],
    buttons: [t('Open Terminal')],
  });
}

/** Before a key is lent to a new terminal. @throws CancelledError */
export async function confirmLoan(
  context: SessionContext,
  {
    label,
    scope,
    minutes,
    shell,
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
        shellLine(shell),
      ],
      whereText(context),
    ],
    buttons: [t('Lend Key')],
  });
}

/** A folder's settings may choose it. */
function shellLine({ program, args }: Shell): string {
  return t('The shell is {0}.', plainLine([program, ...args].join(' '), 240));
}

function address(variable: string): readonly string[] {
  return variable === '' ? [] : [t('The address of the control plane is in {0}.', variable)];
}
