// @ts-check
import path from 'node:path';
import { parseArgs } from 'node:util';
import { downloads } from './root.mjs';

/** @typedef {{ readonly kind: 'start', readonly port: number, readonly data: string } | { readonly kind: 'tour' }} Wish */
/** @typedef {{ readonly kind: 'help', readonly text: string } | { readonly kind: 'refused', readonly sentence: string }} Answer */

export const help = `npm start                 a real VS Code in the browser, with Keyrail and a sample project in it
npm start -- OPTIONS

  --port N    the port on 127.0.0.1 (47614); settings, connections and secrets stay with the browser and
              the port under which they were stored
  --data DIR  where the local control plane, its keys and the sample project are kept (${path.join(path.basename(downloads), 'start')})
  --tour      shows the whole way to a run that is accepted, and ends
  --help      this text`;

/**
 * What `npm start` is to do, read from its words before anything is installed or built.
 *
 * @param {readonly string[]} words those after `--`
 * @returns {Wish | Answer}
 */
export function readStartOptions(words) {
  /** @type {{ port?: string, data?: string, tour?: boolean, help?: boolean }} */
  let values;
  try {
    ({ values } = parseArgs({
      args: [...words],
      options: {
        port: { type: 'string' },
        data: { type: 'string' },
        tour: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    }));
  } catch (error) {
    // Node's own sentence names the word; what follows its first full stop is advice on quoting.
    const [reason = ''] = (error instanceof Error ? error.message : String(error)).split(/\.\s/);
    return refused(reason);
  }
  if (values.help) return { kind: 'help', text: help };
  const { port = '47614', data = path.join(downloads, 'start') } = values;
  if (!/^\d+$/.test(port) || Number(port) < 1 || Number(port) > 65535) {
    return refused(`--port takes a number from 1 to 65535, not “${port}”`);
  }
  if (data === '') return refused('--data takes the path of a folder');
  if (values.tour) return { kind: 'tour' };
  return { kind: 'start', port: Number(port), data: path.resolve(data) };
}

/**
 * @param {string} reason
 * @returns {Answer}
 */
function refused(reason) {
  return { kind: 'refused', sentence: `${reason}. “npm start -- --help” says what there is.` };
}
