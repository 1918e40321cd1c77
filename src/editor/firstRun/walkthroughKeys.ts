import { window } from 'vscode';
import { setContextKey } from '../contextKeys.ts';
import { after, createDisposableStore } from '../disposables.ts';
import { watchFirstRun, type FirstRunParts } from './firstRunWatch.ts';

/** VS Code reads the contributed walkthroughs a moment after it has opened the first of them. */
const readingMs = 1_000;

/**
 * Completes the walkthrough's steps by context keys, from what the server says and what lies on this
 * machine; a click completes nothing.
 */
export function keepWalkthrough(parts: FirstRunParts): { dispose(): void } {
  const owned = createDisposableStore();
  const watch = watchFirstRun(
    parts,
    // Only the last step looks at the tracks; before it can be done they are not read for it.
    ({ detail }, evidence) =>
      evidence?.receipt !== undefined &&
      detail?.onboarding.delivery_guidance?.go_live_status === 'complete',
  );
  // What holds already when VS Code reads the walkthroughs never completes a step: it waits for the
  // change. So every step also asks for `tell`, which is true for no longer than it takes to say so.
  const pulse = () => {
    setContextKey('keyrail.firstRun.tell', true);
    setContextKey('keyrail.firstRun.tell', false);
  };
  const tell = () => {
    for (const { id, state } of watch.page.steps) {
      setContextKey(`keyrail.firstRun.${id}`, state === 'done');
    }
    pulse();
  };
  watch.onDidChange(tell);
  let late: { dispose(): void } | undefined;
  owned.add(
    window.tabGroups.onDidChangeTabs(({ opened, changed }) => {
      // A walkthrough is a tab of a kind that has no type in the API, as are few others.
      if (![...opened, ...changed].some(({ input }) => input === undefined)) return;
      pulse();
      late?.dispose();
      late = after(readingMs, pulse);
    }),
  );
  tell();
  return {
    dispose() {
      watch.dispose();
      late?.dispose();
      owned.dispose();
    },
  };
}
