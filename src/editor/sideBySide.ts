import { commands, EventEmitter, Uri, workspace } from 'vscode';

const scheme = 'keyrail-compare';

/**
 * Shows two texts beside each other while `ask` waits for the person's decision; the texts are gone
 * with it.
 */
export async function sideBySide<T>(
  texts: { readonly left: string; readonly right: string; readonly title: string },
  ask: () => Promise<T>,
): Promise<T> {
  const changed = new EventEmitter<Uri>();
  const provider = workspace.registerTextDocumentContentProvider(scheme, {
    onDidChange: changed.event,
    provideTextDocumentContent: (uri) => (uri.query === 'left' ? texts.left : texts.right),
  });
  const side = (query: 'left' | 'right') => Uri.from({ scheme, path: `/${texts.title}`, query });
  try {
    await commands.executeCommand('vscode.diff', side('left'), side('right'), texts.title);
    return await ask();
  } finally {
    provider.dispose();
    changed.dispose();
  }
}
