import { t } from '@vscode/l10n';
import { commands, EventEmitter, extensions, Uri, window, workspace } from 'vscode';
import { createDisposableStore, type Disposable } from './disposables.ts';

/** Markdown that Keyrail tells the person: shown as it is read, with nothing to save. */
export interface Reports extends Disposable {
  /** `name` is the tab's; another report of that name takes its place. */
  show(name: string, markdown: string): Promise<void>;
  /** A Markdown file of the person's own, shown the same way. */
  showFile(file: Uri): Promise<void>;
}

const scheme = 'keyrail-report';

/** Reports live as long as this window: what is to stay is exported to a file. */
export function createReports(): Reports {
  const owned = createDisposableStore();
  const texts = new Map<string, string>();
  const changed = owned.add(new EventEmitter<Uri>());
  owned.add(
    workspace.registerTextDocumentContentProvider(scheme, {
      onDidChange: changed.event,
      // VS Code opens the tabs of the last window again.
      provideTextDocumentContent: (uri) =>
        texts.get(uri.path) ?? t('This report belonged to an earlier window.'),
    }),
  );
  return {
    async show(name, markdown) {
      const uri = Uri.from({ scheme, path: `/${name.replaceAll('/', '-')}.md` });
      texts.set(uri.path, markdown);
      changed.fire(uri);
      await preview(uri);
    },
    showFile: preview,
    dispose() {
      owned.dispose();
    },
  };
}

/** The text itself, which cannot be changed either, where VS Code's own Markdown preview is turned off. */
async function preview(uri: Uri): Promise<void> {
  if (extensions.getExtension('vscode.markdown-language-features')) {
    await commands.executeCommand('markdown.showPreview', uri);
  } else await window.showTextDocument(uri);
}
