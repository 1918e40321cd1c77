import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from '../support/root.mjs';
import { safeguardNamed } from './safeguards.ts';

/*
 * Loaded before everything else (`--import`), also by the processes that a run starts: the source of
 * one file is changed on its way into Node. Nothing of this exists in the product.
 */
const safeguard = safeguardNamed(process.env['KEYRAIL_WITHOUT'] ?? '');
const file = path.join(root, safeguard.file);
const source = readFileSync(file, 'utf8');
if (!source.includes(safeguard.text)) {
  throw new Error(`${safeguard.file} no longer holds the safeguard “${safeguard.name}”.`);
}
const url = pathToFileURL(file).href;
registerHooks({
  load: (asked, context, next) =>
    asked === url
      ? {
          format: 'module-typescript',
          source: source.replace(safeguard.text, () => safeguard.instead),
          shortCircuit: true,
        }
      : next(asked, context),
});
