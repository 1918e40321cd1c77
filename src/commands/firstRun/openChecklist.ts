import type { WebviewPanel } from 'vscode';
import * as z from 'zod/mini';
import { stepIds } from '../../domain/firstRun/firstRunState.ts';
import type { FirstRunParts } from '../../editor/firstRun/firstRunWatch.ts';
import type { HasExtensionUri } from '../ports.ts';
import { parseArguments } from '../argument.ts';
import { tabsOf } from './keptTabs.ts';
import { createOnlyTab } from './onlyTab.ts';
import { openChecklistPanel } from '../../panels/checklistPanel.ts';

type ChecklistParts = FirstRunParts & HasExtensionUri;

const checklist = createOnlyTab(
  async (services: ChecklistParts, restored?: WebviewPanel) => {
    return openChecklistPanel(services.extensionUri, services, restored);
  },
  () => tabsOf('keyrail.checklist'),
);

const openChecklistArguments = z.strictObject({
  /** The step to be shown. */
  step: z.optional(z.enum(stepIds)),
});

/** Shows the first-run checklist, at the given step: the tab that is open already, or a new one. */
export async function openChecklist(services: ChecklistParts, argument: unknown): Promise<void> {
  const { step } = parseArguments(openChecklistArguments, argument);
  const panel = await checklist.show(services);
  if (step !== undefined) panel.look(step);
}

/** Takes the tab that VS Code kept over a reload of the window. */
export async function restoreChecklist(services: ChecklistParts, tab: WebviewPanel): Promise<void> {
  await checklist.restore(services, tab);
}
