import { env, l10n, Uri, ViewColumn, window, type WebviewPanel } from 'vscode';
import type * as z from 'zod/mini';
import { createDisposableStore } from '../editor/disposables.ts';
import { onDidAnswerDialog } from '../editor/prompts.ts';
import { describeError } from '../editor/report.ts';
import type { Log } from '../editor/log.ts';
import { createBus, type Request } from './bus.ts';
import { pageHtml } from './page.ts';
import type { PageSource } from './pageSource.ts';

export interface PanelOptions<R extends Request, M> {
  readonly page: PageSource;
  readonly requests: z.ZodMiniType<R>;
  /** The whole state as a message; sent at `ready` and whenever `refresh` is called. */
  readonly state: () => M;
  /** Does what was asked. Throwing answers with the error's sentence. */
  readonly handle: (request: R) => Promise<void>;
}

/** An editor tab with a page in it, and the typed way between them. */
export interface Panel {
  reveal(): void;
  /** Sends the whole state, once for all calls of the same turn; nothing while the tab is hidden. */
  refresh(): void;
  onDidDispose(listener: () => void): void;
  dispose(): void;
}

/**
 * Puts a page into a tab: into `restored`, which VS Code kept over a reload of the window, else into
 * a new one. The page is made anew whenever its tab is shown again, and asks for its state.
 */
export function openPanel<R extends Request, M>(
  extensionUri: Uri,
  log: Log,
  { page, requests, state, handle }: PanelOptions<R, M>,
  restored?: WebviewPanel,
): Panel {
  const root = Uri.joinPath(extensionUri, 'dist', 'webview');
  const rights = {
    enableScripts: true,
    enableForms: false,
    enableCommandUris: false,
    localResourceRoots: [root],
  };
  const owned = createDisposableStore();
  const panel = owned.add(
    restored ??
      window.createWebviewPanel(`keyrail.${page.name}`, page.title, ViewColumn.Active, rights),
  );
  const { webview } = panel;
  // A new tab has them: to say so again would make its page twice.
  if (restored) webview.options = rights;
  let carriedOut = 0;
  const bus = createBus<R, M>({
    requests,
    state,
    async handle(request) {
      carriedOut += 1;
      try {
        await handle(request);
      } finally {
        carriedOut -= 1;
      }
    },
    send: (message) => void webview.postMessage(message),
    async describe({ type }, error) {
      log.error(`The ${page.name} page asked for ${type} in vain.`, error);
      return (await describeError(error)).sentence;
    },
    onStranger() {
      log.warn(`The ${page.name} page sent a message that is none of its own.`);
    },
  });

  owned.add(
    webview.onDidReceiveMessage((message: unknown) => {
      bus.receive(message);
    }),
  );
  owned.add(
    onDidAnswerDialog(() => {
      // What a button of this page asks is answered by whoever pressed it.
      if (carriedOut > 0 && panel.active) panel.reveal(panel.viewColumn);
    }),
  );
  owned.add(
    panel.onDidChangeViewState(() => {
      if (!panel.visible) bus.gone();
    }),
  );
  panel.onDidDispose(() => {
    bus.close();
    owned.dispose();
  });
  const toolkit = webview.asWebviewUri(Uri.joinPath(root, 'components.js')).toString();
  webview.html = pageHtml(page, toolkit, { code: env.language, bundle: l10n.bundle });
  return {
    reveal() {
      panel.reveal();
    },
    refresh() {
      bus.refresh();
    },
    onDidDispose(listener) {
      panel.onDidDispose(listener);
    },
    dispose() {
      panel.dispose();
    },
  };
}
