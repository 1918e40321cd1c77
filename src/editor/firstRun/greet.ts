import { commands, ExtensionMode, window, workspace, type ExtensionContext } from 'vscode';

const greetedKey = 'keyrail.greeted';

/**
 * Shows a newcomer where Keyrail is and how it begins: its view in front, the walkthrough beside it. Once
 * in a profile, at the first start of an installed Keyrail without connections; not where the person's,
 * a remote machine's or a test's settings want nothing opened at a start, nor over anything that is open.
 * @param profile what the profile remembers, and how Keyrail was started
 * @param isFocused whether somebody looks at this window
 */
export async function greet(
  profile: Pick<ExtensionContext, 'globalState' | 'extensionMode'>,
  isFocused = window.state.focused,
): Promise<void> {
  const { globalState, extensionMode } = profile;
  // A window that nobody looks at may be one of several: the greeting waits for a start that is seen.
  if (globalState.get(greetedKey) === true || !isFocused) return;
  await globalState.update(greetedKey, true);
  if (extensionMode !== ExtensionMode.Production || !isWelcome() || !isNothingOpen()) return;
  await commands.executeCommand(
    'workbench.action.openWalkthrough',
    'keyrail.keyrail#firstRun',
    false,
  );
  await commands.executeCommand('keyrail.apiKeys.focus');
}

/** The settings by which VS Code itself opens something at a start, or nothing. */
function isWelcome(): boolean {
  const workbench = workspace.getConfiguration('workbench');
  return (
    workbench.get('startupEditor') !== 'none' &&
    workbench.get('welcomePage.walkthroughs.openOnInstall') !== false
  );
}

/** VS Code's own welcome page is no work of anybody: a tab of the workbench has no input that is told. */
function isNothingOpen(): boolean {
  const tabs = window.tabGroups.all.flatMap((group) => group.tabs);
  const isWork = tabs.length > 1 || tabs.some(({ input }) => input !== undefined);
  return !isWork && window.terminals.length === 0;
}
