import { window } from 'vscode';
import type { Disposable } from '../../editor/disposables.ts';
import type { Services } from '../../services.ts';

/** Pages that were open come back after the window was loaded again. */
export function restorePages(services: () => Promise<Services>): Disposable[] {
  return [
    window.registerWebviewPanelSerializer('keyrail.checklist', {
      deserializeWebviewPanel: async (tab) =>
        (await import('../onUse.ts')).restoreChecklist(await services(), tab),
    }),
    window.registerWebviewPanelSerializer('keyrail.playground', {
      deserializeWebviewPanel: async (tab, state: unknown) =>
        (await import('../onUse.ts')).restorePlayground(await services(), tab, state),
    }),
  ];
}
