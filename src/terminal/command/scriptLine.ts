import { t } from '@vscode/l10n';
import { UserFacingError } from '../../domain/errors.ts';
import { systemProgram } from '../../domain/systemProgram.ts';

/**
 * How Windows starts a script (`npm.cmd`): nothing but its command processor does. What that would read as more
 * than text is refused, as it knows no way to quote it. `arguments` are one line and have to be passed as it stands.
 * @throws UserFacingError for an argument that would arrive as another one
 */
export function scriptLine(
  script: string,
  args: readonly string[],
): { readonly program: string; readonly arguments: readonly string[] } {
  const line = [script, ...args].map(quoted).join(' ');
  return {
    program: systemProgram('cmd.exe'),
    // No settings of the registry, no `!NAME!`; the outermost quotes are taken off.
    arguments: ['/d', '/v:off', '/s', '/c', `"${line}"`],
  };
}

function quoted(text: string): string {
  if (/["%!^&|<>\r\n]/.test(text)) {
    throw new UserFacingError(
      t('Windows cannot pass “{0}” to a script as it is. Start the program behind it.', text),
    );
  }
  // The program behind the script would take a backslash before the quote for that it is meant.
  return `"${text.replace(/\\+$/, '$&$&')}"`;
}
