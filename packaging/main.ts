import { statSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { root } from '../test/support/root.mjs';
import { makeVsix, vsixName } from './makeVsix.ts';

const { values } = parseArgs({
  options: { out: { type: 'string', default: path.join('out', vsixName()) } },
});
const file = path.resolve(root, values.out);
await makeVsix(file);
console.log(`${path.relative(process.cwd(), file)} has ${statSync(file).size} bytes.`);
