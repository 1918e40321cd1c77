import type { WebviewPanel } from 'vscode';
import type { Panel } from '../../panels/panel.ts';
import type { Services } from '../../services.ts';

/** The only tab of a page. */
export interface OnlyTab<P extends Panel> {
  /** Shows the tab that is open or being opened, else a new one. */
  show(services: Services): Promise<P>;
  /** Takes the tab that VS Code kept over a reload of the window. */
  restore(services: Services, tab: WebviewPanel): Promise<P>;
}

/** A page takes a moment to be read, in which the command may come again: it gets the same tab. */
export function createOnlyTab<P extends Panel>(
  open: (services: Services, restored?: WebviewPanel) => Promise<P>,
): OnlyTab<P> {
  let only: Promise<P> | undefined;

  const keep = (opening: Promise<P>): Promise<P> => {
    only = opening;
    const forget = () => {
      if (only === opening) only = undefined;
    };
    opening.then((panel) => {
      panel.onDidDispose(forget);
    }, forget);
    return opening;
  };

  return {
    async show(services) {
      if (!only) return keep(open(services));
      const panel = await only;
      panel.reveal();
      return panel;
    },
    restore: (services, tab) => keep(open(services, tab)),
  };
}
