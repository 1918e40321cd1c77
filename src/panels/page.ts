import { randomBytes } from 'node:crypto';
import { t } from '@vscode/l10n';
import type { PageSource } from './pageSource.ts';

/** The display language, and its sentences by the English ones; none where it is English. */
export interface PageLanguage {
  readonly code: string;
  readonly bundle: Readonly<Record<string, string>> | undefined;
}

/**
 * The page before its script runs. Script and style are in it, because VS Code shows a tab only when
 * all that its html names has come; each file is a way through the editor and back. `toolkit` is the
 * address of what the page loads once it has been painted. Only what has the nonce runs or dresses
 * the page, and a script with it may import; there is no way to anywhere else.
 */
export function pageHtml(
  { title, script, style }: PageSource,
  toolkit: string,
  { code, bundle }: PageLanguage,
): string {
  const nonce = randomBytes(16).toString('base64');
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src 'nonce-${nonce}'`,
    "connect-src 'none'",
    "form-action 'none'",
    "base-uri 'none'",
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="${code}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<style nonce="${nonce}">${inElement.css(style)}</style>
<title>${title}</title>
</head>
<body>
<main id="page" aria-busy="true" data-toolkit="${toolkit}"><h1>${title}</h1><p class="quiet">${t('Reading…')}</p></main>
${bundle === undefined ? '' : sentences(bundle)}<script type="module" nonce="${nonce}">${inElement.script(script)}</script>
</body>
</html>`;
}

/** Data, which no policy lets run. */
function sentences(bundle: Readonly<Record<string, string>>): string {
  return `<script type="application/json" id="l10n">${inElement.json(JSON.stringify(bundle))}</script>\n`;
}

/**
 * Texts that cannot end the element that they stand in: each language has its own way to write the
 * `<` of a string. Nowhere else do such texts stand in what is built.
 */
const inElement = {
  json: (text: string) => text.replaceAll('<', '\\u003c'),
  css: (text: string) => text.replaceAll(/<(?=\/style)/gi, '\\3c '),
  script: (text: string) => text.replaceAll(/<(?=!--|\/?script)/gi, '\\x3c'),
};
