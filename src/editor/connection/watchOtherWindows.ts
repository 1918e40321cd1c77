import type { Event } from 'vscode';
import { after, type DisposableStore } from '../disposables.ts';
import type { HostSecrets } from '../hosts/hostSecrets.ts';

/** A change's hint may arrive well before the change itself, so it is looked for more than once. */
const looks = [250, 1500, 6000] as const;

/**
 * Looks whenever another window may have changed connections.
 *
 * @param wake when something may have changed elsewhere, e.g. the window was focused
 * @param currentId of the connection whose header values matter to this window
 * @param look told whether those values changed, which is seen nowhere else
 */
export function watchOtherWindows(
  owned: DisposableStore,
  secrets: Pick<HostSecrets, 'onDidChange'>,
  wake: Event<unknown>,
  currentId: () => string | undefined,
  look: (valuesChanged: boolean) => void,
): void {
  owned.add(
    wake(() => {
      look(false);
    }),
  );
  owned.add(
    secrets.onDidChange(({ key }) => {
      if (!key.startsWith('connection')) return;
      const valuesChanged = key.startsWith(`connection:${currentId() ?? '-'}:`);
      for (const [index, ms] of looks.entries()) {
        owned.add(
          after(ms, () => {
            look(valuesChanged && index === 0);
          }),
        );
      }
    }),
  );
}
