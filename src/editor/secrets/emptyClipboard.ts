import { env } from 'vscode';
import { Secret } from '../../domain/secrets/secret.ts';

/**
 * Empties the clipboard if it holds the value of one of these keys; answers whether it did. By the
 * public prefix, since the value may be of a key that this machine has no copy of.
 */
export async function emptyClipboard(prefixes: ReadonlySet<string>): Promise<boolean> {
  const text = (await env.clipboard.readText()).trim();
  if (text === '' || !prefixes.has(new Secret(text).keyPrefix)) return false;
  await env.clipboard.writeText('');
  return true;
}
