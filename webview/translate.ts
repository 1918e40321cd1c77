import { config } from '@vscode/l10n';

/*
 * Imported first by each page: its sentences are in the bundle that the host wrote into it, or in
 * English where there is none.
 */
const bundle = document.getElementById('l10n')?.textContent;
if (bundle) config({ contents: bundle });
