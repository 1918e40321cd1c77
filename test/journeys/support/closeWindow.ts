import type { Page } from 'playwright-core';
import { eventually } from './eventually.ts';

/**
 * Closes a window as a person does. VS Code notes which editors are open while it is closed, besides now
 * and then.
 */
export async function closeWindow(page: Page): Promise<void> {
  await untilStored(page);
  const closed = page.waitForEvent('close');
  await page.close({ runBeforeUnload: true });
  await closed;
}

/**
 * Waits until VS Code in a browser has stored what extensions gave it to keep. It collects changes for
 * 100 ms (`Storage.DEFAULT_FLUSH_DELAY` in its source), and a tab that is closed does not wait for
 * them; a person is not so quick, but a journey is.
 */
async function untilStored(page: Page): Promise<void> {
  let before: string | undefined;
  await eventually(
    'What VS Code keeps, the same twice',
    async () => {
      const now = await page.evaluate(storedAfterFlush);
      const same = now === before;
      before = now;
      return same;
    },
    Boolean,
  );
}

/**
 * In the page: what its databases hold once the timer of a change made before has gone off. Timers go
 * off in order, and a transaction waits for the earlier ones of its store.
 */
async function storedAfterFlush(): Promise<string> {
  await new Promise((resolve) => setTimeout(resolve, 150));
  const answer = <T>(request: IDBRequest<T>) =>
    new Promise<T>((resolve, reject) => {
      request.onsuccess = () => {
        resolve(request.result);
      };
      request.onerror = () => {
        reject(request.error ?? new Error('The database did not answer.'));
      };
    });
  const held: unknown[] = [];
  for (const { name } of await indexedDB.databases()) {
    if (!name?.startsWith('vscode-web-state-db-')) continue;
    const database = await answer(indexedDB.open(name));
    try {
      for (const store of database.objectStoreNames) {
        const items = database.transaction(store).objectStore(store);
        held.push(name, await answer(items.getAllKeys()), await answer(items.getAll()));
      }
    } finally {
      database.close();
    }
  }
  return JSON.stringify(held);
}
