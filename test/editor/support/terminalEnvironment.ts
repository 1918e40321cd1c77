import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { window } from 'vscode';
import { eventually } from '../../journeys/support/eventually.ts';

/** What VS Code starts the shell of a new terminal with, once it knows the window's address. */
export async function environmentOfTerminal(): Promise<NodeJS.ProcessEnv> {
  const place = mkdtempSync(path.join(tmpdir(), 'terminal-'));
  const file = path.join(place, 'env');
  const read = async () => {
    const terminal = window.createTerminal({
      name: 'environment',
      shellPath: process.execPath,
      shellArgs: [
        '-e',
        `const fs = require('fs'); fs.writeFileSync('${file}.new', JSON.stringify(process.env)); fs.renameSync('${file}.new', '${file}')`,
      ],
      env: { ELECTRON_RUN_AS_NODE: '1' },
    });
    try {
      await eventually('The environment', () => existsSync(file), Boolean);
      // `as`: Node wrote its own.
      return JSON.parse(readFileSync(file, 'utf8')) as NodeJS.ProcessEnv;
    } finally {
      terminal.dispose();
      rmSync(file, { force: true });
    }
  };
  try {
    return await eventually('The address of the window', read, (env) => 'KEYRAIL_ADDRESS' in env);
  } finally {
    rmSync(place, { recursive: true });
  }
}
