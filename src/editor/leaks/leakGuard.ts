import { Position, workspace, type TextDocument, type Uri } from 'vscode';
import { after, createDisposableStore, type Disposable } from '../disposables.ts';
import type { KeyList } from '../keys/keyList.ts';
import type { Log } from '../log.ts';
import { mostCharacters, type Leak } from './leak.ts';
import { lookForLeaks, type LookParts } from './lookForLeaks.ts';
import { createShownLeaks, type ShownLeaks } from './shownLeaks.ts';

/** What diagnostics are made from. */
export interface GuardParts extends LookParts {
  readonly keyList: KeyList;
  readonly log: Log;
}

/** Watches open texts for values of keys, and says so where they stand. */
export interface LeakGuard extends Disposable {
  /** Those of a document as it is now. */
  leaksOf(document: TextDocument): Promise<readonly Leak[]>;
  /** Shows what was found in files that need not be open, in place of what was shown of such. */
  showInFiles(found: ReadonlyMap<Uri, readonly Leak[]>): void;
  /** Looks again at everything that is shown. */
  review(): void;
}

/** So long after the last key stroke; and so that a window which opens many files is let be. */
const idleMs = 600;

/** Of the documents that are looked into: those that a person writes. */
export const guardedSchemes = ['file', 'untitled', 'vscode-notebook-cell'] as const;
const schemes: ReadonlySet<string> = new Set(guardedSchemes);

export function createLeakGuard(parts: GuardParts): LeakGuard {
  const { keyList } = parts;
  const owned = createDisposableStore();
  const shown = owned.add(createShownLeaks());
  const looks = owned.add(createLooks(parts, shown));

  const review = () => {
    for (const document of workspace.textDocuments) looks.soon(document, 0);
  };
  const reviewShown = () => {
    for (const document of workspace.textDocuments) {
      if (shown.has(document.uri)) looks.soon(document);
    }
  };

  owned.add(
    workspace.onDidOpenTextDocument((document) => {
      looks.soon(document, 0);
    }),
  );
  owned.add(
    workspace.onDidSaveTextDocument((document) => {
      looks.soon(document, 0);
    }),
  );
  owned.add(
    workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      if (contentChanges.length > 0) looks.soon(document);
    }),
  );
  owned.add(
    workspace.onDidCloseTextDocument((document) => {
      looks.forget(document);
      shown.closed(document);
    }),
  );
  owned.add(
    workspace.onDidDeleteFiles(({ files }) => {
      for (const uri of files) shown.remove(uri);
    }),
  );
  owned.add(workspace.onDidGrantWorkspaceTrust(review));
  owned.add(
    workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration('keyrail.detectForeignSecrets')) review();
    }),
  );
  // Rows come after the texts, and what a key can do changes under them.
  owned.add(keyList.onDidChange(reviewShown));
  review();

  return {
    leaksOf: (document) => lookForLeaks(parts, document.uri, document.getText()),
    showInFiles(found) {
      shown.showInFiles(found);
    },
    review,
    dispose() {
      owned.dispose();
    },
  };
}

/** Looks into texts a while after they changed, each once however often it did. */
function createLooks(parts: GuardParts, shown: ShownLeaks) {
  const waiting = new Map<TextDocument, Disposable>();

  const look = async (document: TextDocument) => {
    if (lengthOf(document) > mostCharacters) {
      shown.remove(document.uri);
      return;
    }
    const { version } = document;
    const leaks = await lookForLeaks(parts, document.uri, document.getText());
    // What was typed or closed meanwhile has its own look, or needs none.
    if (document.isClosed || document.version !== version) return;
    if (leaks.length > 0 || shown.has(document.uri)) {
      shown.show(document.uri, leaks);
    }
  };
  const soon = (document: TextDocument, ms = idleMs) => {
    if (!schemes.has(document.uri.scheme)) return;
    waiting.get(document)?.dispose();
    waiting.set(
      document,
      after(ms, () => {
        waiting.delete(document);
        look(document).catch((error: unknown) => {
          parts.log.error('A file could not be looked through for secrets.', error);
        });
      }),
    );
  };

  return {
    soon,
    forget(document: TextDocument) {
      waiting.get(document)?.dispose();
      waiting.delete(document);
    },
    dispose() {
      for (const timer of waiting.values()) timer.dispose();
      waiting.clear();
    },
  };
}

/** Without making the text, which of a large document is felt. */
function lengthOf(document: TextDocument): number {
  return document.offsetAt(new Position(document.lineCount, 0));
}
