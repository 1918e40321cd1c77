import path from 'node:path';
import type { LeanCode } from './leanCode.mjs';
import { sh } from './sh.mjs';

/** Installs a VSIX as a person does, by VS Code itself, into the data of a server that is not running. */
export async function installVsix(code: LeanCode, vsix: string, data: string): Promise<void> {
  await sh(code.node, [
    path.join(code.home, 'out', 'server-main.js'),
    '--install-extension',
    vsix,
    '--force',
    '--accept-server-license-terms',
    '--server-data-dir',
    data,
    '--extensions-dir',
    path.join(data, 'extensions'),
  ]);
}
