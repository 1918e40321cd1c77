import type { WebviewPanel } from 'vscode';
import * as z from 'zod/mini';
import { stepIds } from '../../domain/firstRun/firstRunState.ts';
import type { FirstRunParts } from '../../editor/firstRun/firstRunWatch.ts';
import type { Pages } from '../ports.ts';
import { parseArguments } from '../argument.ts';
import { tabsOf } from './keptTabs.ts';
import { createOnlyTab } from './onlyTab.ts';
import { openChecklistPanel } from '../../panels/checklistPanel.ts';

type ChecklistParts = Pick<Pages, 'extensionUri'> & FirstRunParts;

const checklist = createOnlyTab(
  async (ports: ChecklistParts, restored?: WebviewPanel) => {
    return openChecklistPanel(ports.extensionUri, ports, restored);
  },
  () => tabsOf('keyrail.checklist'),
);

const openChecklistArguments = z.strictObject({
  /** The step to be shown. */
  step: z.optional(z.enum(stepIds)),
});

/** Shows the first-run checklist, at the given step: the tab that is open already, or a new one. */
export async function openChecklist(ports: ChecklistParts, argument: unknown): Promise<void> {
  const { step } = parseArguments(openChecklistArguments, argument);
  const panel = await checklist.show(ports);
  if (step !== undefined) panel.look(step);
}

/** Takes the tab that VS Code kept over a reload of the window. */
export async function restoreChecklist(ports: ChecklistParts, tab: WebviewPanel): Promise<void> {
  await checklist.restore(ports, tab);
}
