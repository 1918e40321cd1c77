import type { WebviewPanel } from 'vscode';
import type { Services } from '../../services.ts';
import { tabsOf } from './keptTabs.ts';
import { createOnlyTab } from './onlyTab.ts';

const checklist = createOnlyTab(
  async (services, restored) => {
    const { openChecklistPanel } = await import('../../panels/checklistPanel.ts');
    return openChecklistPanel(services.extensionUri, services, restored);
  },
  () => tabsOf('keyrail.checklist'),
);

/** Shows the first-run checklist: the tab that is open already, or a new one. */
export async function openChecklist(services: Services): Promise<void> {
  await checklist.show(services);
}

/** Takes the tab that VS Code kept over a reload of the window. */
export async function restoreChecklist(services: Services, tab: WebviewPanel): Promise<void> {
  await checklist.restore(services, tab);
}
