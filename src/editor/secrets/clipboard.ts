import { env } from 'vscode';
import type { Secret } from '../../domain/secrets/secret.ts';
import { after, type Disposable } from '../disposables.ts';

/** Puts a secret on the clipboard and takes it away again if it is still there. */
export interface Clipboard extends Disposable {
  copy(secret: Secret, clearAfterSeconds: number): Promise<void>;
}

export function createClipboard(): Clipboard {
  let copied: { readonly secret: Secret; readonly timer: Disposable } | undefined;

  const clear = async () => {
    const { secret, timer } = copied ?? {};
    copied = undefined;
    timer?.dispose();
    if (secret && (await env.clipboard.readText()) === secret.reveal()) {
      await env.clipboard.writeText('');
    }
  };

  return {
    async copy(secret, clearAfterSeconds) {
      copied?.timer.dispose();
      await env.clipboard.writeText(secret.reveal());
      copied = { secret, timer: after(clearAfterSeconds * 1000, () => void clear()) };
    },
    dispose() {
      // A window that closes early still takes its secret with it, as far as it gets.
      void clear();
    },
  };
}
