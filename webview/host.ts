import { t } from '@vscode/l10n';
import { unlessPressed } from './whilePressed.ts';

/** What VS Code gives to a page; it can be taken once. */
interface VsCodeApi {
  postMessage(message: unknown): void;
  /** Kept over a reload of the window, in VS Code's storage: ids only. */
  setState(state: Readonly<Record<string, string>>): void;
}
declare function acquireVsCodeApi(): VsCodeApi;

/** What the host sends: its whole state, or the answer to a numbered request. */
type Message<State> =
  | { readonly type: 'state'; readonly state: State }
  | { readonly type: 'answer'; readonly to: number; readonly trouble: string | null };

/** A request as the page makes it; its number is added on the way. */
export type Ask<Request> = Request extends { readonly number: number }
  ? Omit<Request, 'number'>
  : never;

/** Which panel it is: what its page shows and what it asks for. */
interface Protocol {
  readonly state: unknown;
  readonly request: unknown;
}

/** A request that nobody answers. */
export type Tell<Request> = Request extends { readonly number: number } ? never : Request;

export interface Host<Request> {
  /** Resolves when the host has done it, to why it was in vain or to `null`. */
  ask(request: Ask<Request>): Promise<string | null>;
  /** Tells the host something; what is too long is not told. */
  tell(request: Tell<Request>): void;
  /** What the next window is to look at first; ids only. */
  keep(ids: Readonly<Record<string, string>>): void;
}

/** The host's limit on a message, in UTF-16 units of its JSON (src/panels/protocol/parse.ts). */
const longestMessage = 64 * 1024;

/** Takes the way to the host and says that this page is ready; `draw` gets every state. */
export function connect<P extends Protocol>(draw: (state: P['state']) => void): Host<P['request']> {
  const api = acquireVsCodeApi();
  const waiting = new Map<number, (trouble: string | null) => void>();
  let last = 0;
  // Only the host can reach this page: its origin is the webview's own.
  window.addEventListener('message', ({ data }: MessageEvent<Message<P['state']>>) => {
    if (data.type === 'state') {
      unlessPressed(() => {
        draw(data.state);
      });
      return;
    }
    waiting.get(data.to)?.(data.trouble);
    waiting.delete(data.to);
  });
  api.postMessage({ type: 'ready' });
  let kept = '';
  return {
    keep(ids) {
      const next = JSON.stringify(ids);
      if (next !== kept) api.setState(ids);
      kept = next;
    },
    tell(request) {
      if (JSON.stringify(request).length <= longestMessage) api.postMessage(request);
    },
    ask(request) {
      last += 1;
      const message = { ...request, number: last };
      if (JSON.stringify(message).length > longestMessage) {
        return Promise.resolve(t('This is more than a page may send. Make it shorter.'));
      }
      const answered = new Promise<string | null>((resolve) => waiting.set(last, resolve));
      api.postMessage(message);
      return answered;
    },
  };
}
