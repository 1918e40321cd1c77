import { statSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { root } from '../test/support/root.mjs';
import { makeVsix, vsixName } from './makeVsix.ts';

const { values } = parseArgs({
  options: {
    out: { type: 'string', default: path.join('out', vsixName()) },
    /** Address of the sources at a place that shows them, and the branch or tag, for the README's links. */
    content: { type: 'string' },
    ref: { type: 'string', default: 'main' },
  },
});
const file = path.resolve(root, values.out);
await makeVsix(
  file,
  values.content === undefined ? undefined : { url: values.content, ref: values.ref },
);
console.log(`${path.relative(process.cwd(), file)} has ${statSync(file).size} bytes.`);
