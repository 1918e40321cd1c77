// @ts-check
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** Absolute path of the checkout that this file lies in. */
export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', '..');

/** What is downloaded for tests and for `npm start`; never part of the extension. */
export const downloads = path.join(root, '.vscode-test');
