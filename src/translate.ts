import { config, t } from '@vscode/l10n/dist/main.js';
import { l10n } from 'vscode';

/*
 * The build gives this wherever `@vscode/l10n` is asked for, so that every sentence, also one that a
 * module makes while it is loaded, comes from the bundle of the display language.
 */
if (l10n.bundle) config({ contents: l10n.bundle });

export { t };
