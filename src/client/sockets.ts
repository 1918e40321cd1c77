import { createRequire } from 'node:module';
import type { request } from 'node:http';

/**
 * The editor routes sockets through the person's proxy and adds the system's certificates only for
 * modules that were asked for with `require` and without `node:`; an import gets the bare ones.
 */
export function socketsFor(url: string): { readonly request: typeof request } {
  const ask = createRequire(import.meta.url);
  // Node's own modules, or the editor's copies of them: both have `request`.
  return ask(url.startsWith('https:') ? 'https' : 'http') as { readonly request: typeof request };
}
