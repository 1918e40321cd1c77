import {
  Diagnostic,
  DiagnosticSeverity,
  languages,
  Position,
  workspace,
  type TextDocument,
  type Uri,
} from 'vscode';
import { judge, type Judgement } from '../../domain/leaks/judge.ts';
import { after, createDisposableStore, type Disposable } from '../disposables.ts';
import type { KeyList } from '../keys/keyList.ts';
import type { Log } from '../log.ts';
import { mostCharacters, type Leak } from './leak.ts';
import { lookForLeaks, type LookParts } from './lookForLeaks.ts';

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

/** By whom a diagnostic is: what the quick fixes answer to. */
export const diagnosticSource = 'Keyrail';

/** So long after the last key stroke; and so that a window which opens many files is let be. */
const idleMs = 600;

/** Of the documents that are looked into: those that a person writes. */
export const guardedSchemes = ['file', 'untitled', 'vscode-notebook-cell'] as const;
const schemes: ReadonlySet<string> = new Set(guardedSchemes);

export function createLeakGuard(parts: GuardParts): LeakGuard {
  const { keyList, log } = parts;
  const owned = createDisposableStore();
  const shown = owned.add(languages.createDiagnosticCollection('keyrail'));
  const waiting = new Map<TextDocument, Disposable>();
  /** Files that were not open when they were shown. */
  let inFiles = new Set<string>();

  const look = async (document: TextDocument) => {
    if (lengthOf(document) > mostCharacters) {
      shown.delete(document.uri);
      return;
    }
    const { version } = document;
    const leaks = await lookForLeaks(parts, document.uri, document.getText());
    // What was typed or closed meanwhile has its own look, or needs none.
    if (document.isClosed || document.version !== version) return;
    if (leaks.length > 0 || shown.has(document.uri)) {
      shown.set(document.uri, leaks.map(diagnosticOf));
    }
  };
  const lookSoon = (document: TextDocument, ms = idleMs) => {
    if (!schemes.has(document.uri.scheme)) return;
    waiting.get(document)?.dispose();
    waiting.set(
      document,
      after(ms, () => {
        waiting.delete(document);
        look(document).catch((error: unknown) => {
          log.error('A file could not be looked through for secrets.', error);
        });
      }),
    );
  };
  const review = () => {
    for (const document of workspace.textDocuments) lookSoon(document, 0);
  };
  const reviewShown = () => {
    for (const document of workspace.textDocuments) {
      if (shown.has(document.uri)) lookSoon(document);
    }
  };

  owned.add(
    workspace.onDidOpenTextDocument((document) => {
      lookSoon(document, 0);
    }),
  );
  owned.add(
    workspace.onDidSaveTextDocument((document) => {
      lookSoon(document, 0);
    }),
  );
  owned.add(
    workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      if (contentChanges.length > 0) lookSoon(document);
    }),
  );
  owned.add(
    workspace.onDidCloseTextDocument((document) => {
      waiting.get(document)?.dispose();
      waiting.delete(document);
      if (!inFiles.has(document.uri.toString())) shown.delete(document.uri);
    }),
  );
  owned.add(
    workspace.onDidDeleteFiles(({ files }) => {
      for (const uri of files) shown.delete(uri);
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
  owned.add({
    dispose() {
      for (const timer of waiting.values()) timer.dispose();
      waiting.clear();
    },
  });
  review();

  return {
    leaksOf: (document) => lookForLeaks(parts, document.uri, document.getText()),
    showInFiles(found) {
      for (const file of inFiles) {
        const uri = [...found.keys()].find((each) => each.toString() === file);
        const isOpen = workspace.textDocuments.some((open) => open.uri.toString() === file);
        if (!uri && !isOpen)
          shown.forEach((each) => {
            if (each.toString() === file) shown.delete(each);
          });
      }
      inFiles = new Set([...found.keys()].map((uri) => uri.toString()));
      for (const [uri, leaks] of found) shown.set(uri, leaks.map(diagnosticOf));
    },
    review,
    dispose() {
      owned.dispose();
    },
  };
}

/** Without making the text, which of a large document is felt. */
function lengthOf(document: TextDocument): number {
  return document.offsetAt(new Position(document.lineCount, 0));
}

const severities: Readonly<Record<Judgement['severity'], DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  hint: DiagnosticSeverity.Hint,
};

function diagnosticOf({ range, owner, tracked }: Leak): Diagnostic {
  const { severity, sentence, code } = judge(owner, tracked);
  const diagnostic = new Diagnostic(range, sentence, severities[severity]);
  diagnostic.source = diagnosticSource;
  diagnostic.code = code;
  return diagnostic;
}
