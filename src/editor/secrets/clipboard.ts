import { createHash, randomBytes } from 'node:crypto';
import { env, type ExtensionContext } from 'vscode';
import type { Secret } from '../../domain/secrets/secret.ts';
import { after, type Disposable } from '../disposables.ts';

/** Puts a secret on the clipboard and takes it away again if it is still there. */
export interface Clipboard extends Disposable {
  copy(secret: Secret, clearAfterSeconds: number): Promise<void>;
  /** Takes away, when its time is over, what a window put there that is gone since. */
  takeUp(): void;
}

/** What was put there: nobody can read the value from it, and whoever sees it can tell. */
interface Copied {
  readonly salt: string;
  readonly digest: string;
  /** Milliseconds since 1970. */
  readonly until: number;
}

const stateName = 'clipboard';

/**
 * @param state outlives the window: VS Code answers nobody any more while it shuts a window down, and a
 * process that is killed does nothing at all, so that the next window has to go on with it
 */
export function createClipboard(
  state: Pick<ExtensionContext['globalState'], 'get' | 'update'>,
): Clipboard {
  let waiting: { readonly copied: Copied; readonly timer: Disposable } | undefined;

  const clear = async (copied: Copied) => {
    waiting?.timer.dispose();
    waiting = undefined;
    if (digestOf(await env.clipboard.readText(), copied.salt) === copied.digest) {
      await env.clipboard.writeText('');
    }
    // Another window may have put another one there meanwhile, which is its own to take away.
    if (state.get<Copied>(stateName)?.digest === copied.digest) {
      await state.update(stateName, undefined);
    }
  };
  const clearLater = (copied: Copied) => {
    waiting?.timer.dispose();
    const timer = after(Math.max(0, copied.until - Date.now()), () => void clear(copied));
    waiting = { copied, timer };
  };

  return {
    async copy(secret, clearAfterSeconds) {
      const salt = randomBytes(16).toString('base64url');
      const until = Date.now() + clearAfterSeconds * 1000;
      const copied = { salt, digest: digestOf(secret.reveal(), salt), until };
      // First, so that there is no moment in which a secret is there that nobody will take away.
      await state.update(stateName, copied);
      await env.clipboard.writeText(secret.reveal());
      clearLater(copied);
    },
    takeUp() {
      const left = state.get<Copied>(stateName);
      if (left && !waiting) clearLater(left);
    },
    dispose() {
      // A window that closes early still takes its secret with it, as far as it gets.
      if (waiting) void clear(waiting.copied);
    },
  };
}

function digestOf(text: string, salt: string): string {
  return createHash('sha256').update(salt).update(text).digest('base64url');
}
