import { randomBytes } from 'node:crypto';
import { ViewColumn, window } from 'vscode';

/**
 * Opens a page with one line and a script that says that it is ready: the least that a page can cost.
 * Resolves with the moment at which it was asked for, in milliseconds since 1970.
 */
export async function emptyPage(): Promise<number> {
  const at = performance.timeOrigin + performance.now();
  const panel = window.createWebviewPanel('bench.empty', 'Empty', ViewColumn.Active, {
    enableScripts: true,
  });
  const nonce = randomBytes(16).toString('base64');
  panel.webview.html = `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'nonce-${nonce}'">
<title>Empty</title>
</head>
<body>
<main id="page" aria-busy="true"><h1>Empty</h1></main>
<script nonce="${nonce}">document.querySelector('main').setAttribute('aria-busy', 'false')</script>
</body>
</html>`;
  return at;
}
