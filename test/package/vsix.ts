import path from 'node:path';
import { root } from '../support/root.mjs';

/** The package that this suite makes first and then tests. */
export const vsix = path.join(root, 'out', 'keyrail-test.vsix');
