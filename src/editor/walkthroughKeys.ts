import { setContextKey } from './contextKeys.ts';
import { watchFirstRun, type FirstRunParts, type FirstRunWatch } from './firstRunWatch.ts';

/**
 * Completes the walkthrough's steps by context keys, from what the server says and what lies on this
 * machine; a click completes nothing.
 */
export function keepWalkthrough(parts: FirstRunParts): Pick<FirstRunWatch, 'dispose'> {
  const watch = watchFirstRun(
    parts,
    // Only the last step looks at the tracks; before it can be done they are not read for it.
    ({ detail }, evidence) =>
      evidence?.receipt !== undefined &&
      detail?.onboarding.delivery_guidance?.go_live_status === 'complete',
  );
  const tell = () => {
    for (const { id, state } of watch.page.steps) {
      setContextKey(`keyrail.firstRun.${id}`, state === 'done');
    }
    setContextKey('keyrail.firstRun.complete', watch.page.complete);
  };
  watch.onDidChange(tell);
  tell();
  return watch;
}
