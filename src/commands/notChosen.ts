import { t } from '@vscode/l10n';

/** What a question begins with that a program brought up. */
export const notChosen = (): string =>
  t(
    'You did not choose this in Keyrail. A launch, a task, a keybinding, a link, or another extension asks for it.',
  );
