import { commands, TabInputWebview, window, type Tab } from 'vscode';

/** A tab that VS Code kept over a reload of the window, and whose page has not been asked for. */
export interface KeptTab {
  /** Whether it is in front, so that its page is being asked for. */
  readonly isInFront: boolean;
  /** Brings it to the front, which makes VS Code ask for its page. @returns whether it is there now */
  show(): Promise<boolean>;
  close(): Promise<void>;
  /** Resolves when it is there no more, whoever closed it. */
  closed(): Promise<void>;
}

/** All tabs of a page, by the type under which it is opened. */
export function tabsOf(viewType: string): KeptTab[] {
  return window.tabGroups.all.flatMap(({ tabs }) =>
    tabs.flatMap((tab) =>
      // VS Code puts a word of its own before the type.
      tab.input instanceof TabInputWebview && tab.input.viewType.endsWith(`-${viewType}`)
        ? [keptTab(tab)]
        : [],
    ),
  );
}

function keptTab(tab: Tab): KeptTab {
  return {
    isInFront: tab.isActive,
    async show() {
      if (tab.isActive) return true;
      await bringToFront(tab);
      const patience = AbortSignal.timeout(waitMs);
      await tabChange(() => tab.isActive || !isThere(tab), patience);
      return tab.isActive;
    },
    async close() {
      if (isThere(tab)) await window.tabGroups.close(tab, true);
    },
    closed: () => tabChange(() => !isThere(tab)),
  };
}

function isThere(tab: Tab): boolean {
  return tab.group.tabs.includes(tab);
}

/** Until a change of tabs has made it so. */
function tabChange(isSo: () => boolean, patience?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const listener = window.tabGroups.onDidChangeTabs(look);
    patience?.addEventListener('abort', end);
    look();
    function look() {
      if (isSo()) end();
    }
    function end() {
      listener.dispose();
      resolve();
    }
  });
}

/** By number: VS Code has no command that takes the tab of a page. */
async function bringToFront(tab: Tab): Promise<void> {
  const focus = groupCommands[tab.group.viewColumn - 1];
  if (focus === undefined) return;
  await commands.executeCommand(`workbench.action.${focus}`);
  // In a window of its own it has a number that belongs to no group of this one.
  if (window.tabGroups.activeTabGroup !== tab.group) return;
  await commands.executeCommand('workbench.action.openEditorAtIndex', tab.group.tabs.indexOf(tab));
}

/** VS Code changes the tab after the command has ended, if it does. */
const waitMs = 3000;

const groupCommands = [
  'focusFirstEditorGroup',
  'focusSecondEditorGroup',
  'focusThirdEditorGroup',
  'focusFourthEditorGroup',
  'focusFifthEditorGroup',
  'focusSixthEditorGroup',
  'focusSeventhEditorGroup',
  'focusEighthEditorGroup',
] as const;
