import { Uri, ViewColumn, window } from 'vscode';
import type * as z from 'zod/mini';
import { CancelledError } from '../domain/errors.ts';
import { createDisposableStore } from '../editor/disposables.ts';
import { describeError } from '../editor/report.ts';
import type { Log } from '../editor/log.ts';
import { pageHtml, type PageSource } from './page.ts';
import type { Answer } from './protocol/answer.ts';
import { parseRequest } from './protocol/parse.ts';

/** A request that waits for an answer has a number; `ready` has none. */
interface Request {
  readonly type: string;
  readonly number?: number;
}

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

/** Opens a panel. The page is made anew whenever its tab is shown again, and asks for its state. */
export function openPanel<R extends Request, M>(
  extensionUri: Uri,
  log: Log,
  { page, requests, state, handle }: PanelOptions<R, M>,
): Panel {
  const root = Uri.joinPath(extensionUri, 'dist', 'webview');
  const owned = createDisposableStore();
  const panel = owned.add(
    window.createWebviewPanel(`keyrail.${page.name}`, page.title, ViewColumn.Active, {
      enableScripts: true,
      enableForms: false,
      enableCommandUris: false,
      localResourceRoots: [root],
    }),
  );
  const { webview } = panel;
  let ready = false;
  let queued = false;
  let dropped = 0;
  let open = true;

  const send = (message: M | Answer) => {
    if (open) void webview.postMessage(message);
  };
  const refresh = () => {
    if (queued) return;
    queued = true;
    queueMicrotask(() => {
      queued = false;
      if (open && ready && panel.visible) send(state());
    });
  };
  const answer = async (request: R, work: Promise<void>) => {
    const to = request.number;
    try {
      await work;
      if (to !== undefined) send({ type: 'answer', to, trouble: null });
    } catch (error) {
      const silent = error instanceof CancelledError;
      if (!silent) log.error(`The ${page.name} page asked for ${request.type} in vain.`, error);
      const trouble = silent ? 'Cancelled.' : (await describeError(error)).sentence;
      if (to !== undefined) send({ type: 'answer', to, trouble });
    }
  };

  owned.add(
    webview.onDidReceiveMessage((message: unknown) => {
      const request = parseRequest(requests, message);
      if (request === undefined) {
        dropped += 1;
        // The first says that something is wrong; a thousand more say nothing new.
        if (dropped === 1)
          log.warn(`The ${page.name} page sent a message that is none of its own.`);
        return;
      }
      if (request.type === 'ready') {
        ready = true;
        send(state());
        return;
      }
      void answer(request, handle(request));
    }),
  );
  owned.add(
    panel.onDidChangeViewState(() => {
      // Hiding throws the page away; the next one says `ready` itself.
      if (!panel.visible) ready = false;
    }),
  );
  panel.onDidDispose(() => {
    open = false;
    owned.dispose();
  });
  const file = (extension: string) =>
    webview.asWebviewUri(Uri.joinPath(root, `${page.name}.${extension}`)).toString();
  webview.html = pageHtml(page, {
    script: file('js'),
    style: file('css'),
    cspSource: webview.cspSource,
  });
  return {
    reveal() {
      panel.reveal();
    },
    refresh,
    onDidDispose(listener) {
      panel.onDidDispose(listener);
    },
    dispose() {
      panel.dispose();
    },
  };
}
