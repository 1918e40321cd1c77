import { randomBytes } from 'node:crypto';
import { Uri, type Webview } from 'vscode';

export interface PageSource {
  /** Name of script and style in `dist/webview`. */
  readonly name: 'checklist' | 'playground';
  readonly title: string;
}

/** Where a page's files lie; nothing else can be loaded into it. */
export function pageRoot(extensionUri: Uri): Uri {
  return Uri.joinPath(extensionUri, 'dist', 'webview');
}

/**
 * The page before its script runs. One script with a nonce of its own, styles and pictures of the
 * extension, and no way to anywhere else (security notes §4).
 */
export function pageHtml(
  webview: Pick<Webview, 'asWebviewUri' | 'cspSource'>,
  root: Uri,
  { name, title }: PageSource,
): string {
  const nonce = randomBytes(16).toString('base64');
  const file = (extension: string) =>
    webview.asWebviewUri(Uri.joinPath(root, `${name}.${extension}`)).toString();
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src ${webview.cspSource}`,
    `img-src ${webview.cspSource}`,
    "connect-src 'none'",
    "form-action 'none'",
    "base-uri 'none'",
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="${file('css')}">
<title>${title}</title>
</head>
<body>
<main id="page" aria-busy="true"><h1>${title}</h1><p class="quiet">Reading…</p></main>
<script type="module" nonce="${nonce}" src="${file('js')}"></script>
</body>
</html>`;
}
