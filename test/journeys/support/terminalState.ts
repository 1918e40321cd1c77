import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { provision } from '../../support/provision.mjs';
import { eventually } from './eventually.ts';

/** Where VS Code in a browser leaves out what it does with terminals when it is quit on a desktop. */
const leftOut = /(_onBeforeShutdown\((\w+)\)\{return )\w+\?\(this\._isShuttingDown=!0,!1\):/;

/** Makes the next window of this page keep its terminals, when it is told to quit, as on a desktop. */
export async function keepTerminalsAtQuit(page: Page): Promise<void> {
  const { code } = await provision({ codeServer: process.env['KEYRAIL_CODE_SERVER'] });
  const file = path.join(code.home, 'out', 'vs', 'code', 'browser', 'workbench', 'workbench.js');
  const program = await readFile(file, 'utf8');
  if (!leftOut.test(program)) throw new Error('VS Code shuts down in another way by now.');
  await page.route(/\/workbench\.js$/, (route) =>
    route.fulfill({ contentType: 'text/javascript', body: program.replace(leftOut, '$1') }),
  );
}

/** Tells the window that it is about to be quit, which it survives; what it keeps of its terminals then. */
export async function terminalsKeptAtQuit(page: Page): Promise<string> {
  await page.evaluate(() => dispatchEvent(new Event('beforeunload', { cancelable: true })));
  return eventually(
    'The state of the terminals in the profile',
    () => page.evaluate(storedBuffers),
    (kept) => kept !== '',
  );
}

/** In the page: what its databases hold under the name that VS Code gives the state of terminals. */
async function storedBuffers(): Promise<string> {
  const answer = <T>(request: IDBRequest<T>) =>
    new Promise<T>((resolve, reject) => {
      request.onsuccess = () => {
        resolve(request.result);
      };
      request.onerror = () => {
        reject(request.error ?? new Error('The database cannot be read.'));
      };
    });
  let found = '';
  for (const { name = '' } of await indexedDB.databases()) {
    const database = await answer(indexedDB.open(name));
    if (database.objectStoreNames.contains('ItemTable')) {
      const items = database.transaction('ItemTable').objectStore('ItemTable');
      const kept: unknown = await answer(items.get('terminal.integrated.bufferState'));
      if (typeof kept === 'string') found += kept;
    }
    database.close();
  }
  return found;
}
