import type { WebviewPanel } from 'vscode';
import * as z from 'zod/mini';
import type { RunParts } from '../../editor/firstRun/keyRuntime.ts';
import type { Telling, Pages } from '../ports.ts';
import { parseArguments } from '../argument.ts';
import { tabsOf } from './keptTabs.ts';
import { createOnlyTab } from './onlyTab.ts';
import { openPlaygroundPanel } from '../../panels/playgroundPanel.ts';
import { readPageState } from '../../panels/pageState.ts';

type PlaygroundParts = Pick<Telling, 'log'> & Pick<Pages, 'extensionUri'> & RunParts;

const openPlaygroundArguments = z.strictObject({
  /** The key to be chosen. */
  keyId: z.optional(z.string()),
  /** A run of this control-plane workspace to be looked at. */
  runId: z.optional(z.string()),
});

const playground = createOnlyTab(
  async (ports: PlaygroundParts, restored?: WebviewPanel) => {
    return openPlaygroundPanel(ports.extensionUri, ports, restored);
  },
  () => tabsOf('keyrail.playground'),
);

/** Shows the playground, with the given key and run: the tab that is open already, or a new one. */
export async function openPlayground(ports: PlaygroundParts, argument: unknown): Promise<void> {
  const wanted = parseArguments(openPlaygroundArguments, argument);
  const panel = await playground.show(ports);
  panel.look(wanted);
}

/** Takes the tab that VS Code kept over a reload of the window, with what its page left. */
export async function restorePlayground(
  ports: PlaygroundParts,
  tab: WebviewPanel,
  state: unknown,
): Promise<void> {
  const panel = await playground.restore(ports, tab);
  panel.look(readPageState(state));
}
