import { config } from '@vscode/l10n';
import { l10n } from 'vscode';

/*
 * Imported first by what VS Code starts, so that every sentence, also one that a module makes while it
 * is loaded, comes from the bundle of the display language.
 */
if (l10n.bundle) config({ contents: l10n.bundle });
