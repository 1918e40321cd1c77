import type { WebviewPanel } from 'vscode';
import type { Panel } from '../../panels/panel.ts';
import type { KeptTab } from './keptTabs.ts';

/** The only tab of a page, which is opened with `Parts` of the window. */
export interface OnlyTab<Parts, P extends Panel> {
  /** Shows the tab that is open, kept or being opened, else a new one. */
  show(parts: Parts): Promise<P>;
  /** Takes the tab that VS Code kept over a reload of the window. */
  restore(parts: Parts, tab: WebviewPanel): Promise<P>;
}

/**
 * A page takes a moment to be read, in which the command may come again: it gets the same tab. VS Code
 * asks for the page of a tab that it kept over a reload only once the tab is in front: until then
 * nothing here knows of it but `kept`.
 *
 * @param kept all tabs of the page
 */
export function createOnlyTab<Parts, P extends Panel>(
  open: (parts: Parts, restored?: WebviewPanel) => Promise<P>,
  kept: () => readonly KeptTab[],
): OnlyTab<Parts, P> {
  let only: Promise<P> | undefined;
  let finding: Promise<P> | undefined;
  /** Who waits for the page of a kept tab. */
  let asked = Promise.withResolvers<undefined>();

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

  const find = async (parts: Parts): Promise<P> => {
    const restored = asked.promise;
    const tabs = kept();
    const tab = tabs.find(({ isInFront }) => isInFront) ?? tabs[0];
    for (const each of tabs) if (each !== tab) await each.close();
    if (await tab?.show()) await Promise.race([restored, tab?.closed()]);
    else await tab?.close();
    return only ?? keep(open(parts));
  };

  return {
    async show(parts) {
      finding ??= (only ?? find(parts)).finally(() => {
        finding = undefined;
      });
      const panel = await finding;
      panel.reveal();
      return panel;
    },
    restore(parts, tab) {
      if (only) {
        // The window before had two of them.
        tab.dispose();
        return only;
      }
      const opening = keep(open(parts, tab));
      asked.resolve(undefined);
      asked = Promise.withResolvers<undefined>();
      return opening;
    },
  };
}
