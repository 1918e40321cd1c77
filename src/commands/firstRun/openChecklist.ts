import type { Panel } from '../../panels/panel.ts';
import type { Services } from '../../services.ts';

let open: Panel | undefined;

/** Shows the first-run checklist: the tab that is open already, or a new one. */
export async function openChecklist(services: Services): Promise<void> {
  if (open) {
    open.reveal();
    return;
  }
  const { openChecklistPanel } = await import('../../panels/checklistPanel.ts');
  const panel = openChecklistPanel(services.extensionUri, services);
  panel.onDidDispose(() => {
    open = undefined;
  });
  open = panel;
}
