import { window } from 'vscode';
import { withoutMarkup } from '../wire/withoutMarkup.ts';

/**
 * Notifications. VS Code makes a link, also one that runs a command, of `[words](address)`
 * in them, and what we tell of has names in it that servers and repositories choose: here no message
 * has a link, only buttons. Answers with the button that was pressed.
 */
export const notify = {
  info: <T extends string>(sentence: string, ...buttons: T[]) =>
    window.showInformationMessage(withoutMarkup(sentence), ...buttons),
  warn: <T extends string>(sentence: string, ...buttons: T[]) =>
    window.showWarningMessage(withoutMarkup(sentence), ...buttons),
  error: <T extends string>(sentence: string, ...buttons: T[]) =>
    window.showErrorMessage(withoutMarkup(sentence), ...buttons),
};

/** The quiet way to say that something worked. */
export function say(message: string): void {
  window.setStatusBarMessage(`$(key) ${message}`, 6000);
}
