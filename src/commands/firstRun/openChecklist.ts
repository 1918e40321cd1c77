import type { WebviewPanel } from 'vscode';
import type { Panel } from '../../panels/panel.ts';
import type { Services } from '../../services.ts';

let open: Panel | undefined;

/** Shows the first-run checklist: the tab that is open already, or a new one. */
export async function openChecklist(services: Services): Promise<void> {
  if (open) open.reveal();
  else await keep(services);
}

/** Takes the tab that VS Code kept over a reload of the window. */
export function restoreChecklist(services: Services, tab: WebviewPanel): Promise<void> {
  return keep(services, tab);
}

async function keep(services: Services, restored?: WebviewPanel): Promise<void> {
  const { openChecklistPanel } = await import('../../panels/checklistPanel.ts');
  const panel = await openChecklistPanel(services.extensionUri, services, restored);
  open = panel;
  panel.onDidDispose(() => {
    if (open === panel) open = undefined;
  });
}
