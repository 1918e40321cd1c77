import { commands, window } from 'vscode';
import type { StepId } from '../../domain/firstRun/firstRunState.ts';
import { setContextKey } from '../contextKeys.ts';
import { after, createDisposableStore } from '../disposables.ts';
import type { Log } from '../log.ts';
import { watchFirstRun, type FirstRunParts } from './firstRunWatch.ts';

/** VS Code reads the contributed walkthroughs a moment after it has opened the first of them. */
const readingMs = 1_000;

/**
 * A context key completes a step once a session and never takes that back. What is undone on the
 * server is unticked by the commands behind VS Code's own tick boxes, and ticked again by them.
 */
async function tick(id: StepId, done: boolean, log: Log): Promise<void> {
  const command = done ? 'welcome.markStepComplete' : 'welcome.markStepIncomplete';
  try {
    await commands.executeCommand(command, `keyrail.keyrail#firstRun#${id}`);
  } catch (error) {
    // The walkthrough has not been read yet: the context key is what it will be completed by.
    log.info(`${command} was not taken: ${error instanceof Error ? error.message : 'no reason'}`);
  }
}

/**
 * Completes the walkthrough's steps by context keys, from what the server says and what lies on this
 * machine; a click completes nothing.
 */
export function keepWalkthrough(parts: FirstRunParts): { dispose(): void } {
  const { log } = parts;
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
  const told = new Map<StepId, boolean>();
  const tell = () => {
    for (const { id, state } of watch.page.steps) {
      const done = state === 'done';
      setContextKey(`keyrail.firstRun.${id}`, done);
      if (told.has(id) && told.get(id) !== done) void tick(id, done, log);
      told.set(id, done);
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
