import { randomBytes } from 'node:crypto';
import { t } from '@vscode/l10n';

/** A page's name is the name of its script and style in `dist/webview`. */
export interface PageSource {
  readonly name: 'checklist' | 'playground';
  readonly title: string;
}

/** Where the page's files are, as the webview reaches them. */
export interface PageFiles {
  readonly script: string;
  readonly style: string;
  /** The source that a policy must name for the extension's own files. */
  readonly cspSource: string;
}

/** The display language, and its sentences by the English ones; none where it is English. */
export interface PageLanguage {
  readonly code: string;
  readonly bundle: Readonly<Record<string, string>> | undefined;
}

/**
 * The page before its script runs. One script with a nonce of its own, styles and pictures of the
 * extension, and no way to anywhere else.
 */
export function pageHtml(
  { title }: PageSource,
  { script, style, cspSource }: PageFiles,
  { code, bundle }: PageLanguage,
): string {
  const nonce = randomBytes(16).toString('base64');
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src ${cspSource}`,
    `img-src ${cspSource}`,
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
<link rel="stylesheet" href="${style}">
<title>${title}</title>
</head>
<body>
<main id="page" aria-busy="true"><h1>${title}</h1><p class="quiet">${t('Reading…')}</p></main>
${bundle === undefined ? '' : sentences(bundle)}<script type="module" nonce="${nonce}" src="${script}"></script>
</body>
</html>`;
}

/** Data, which no policy lets run. Inside a script element only `<` could end it early. */
function sentences(bundle: Readonly<Record<string, string>>): string {
  const json = JSON.stringify(bundle).replaceAll('<', '\\u003c');
  return `<script type="application/json" id="l10n">${json}</script>\n`;
}
