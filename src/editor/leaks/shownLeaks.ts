import {
  Diagnostic,
  DiagnosticSeverity,
  languages,
  workspace,
  type TextDocument,
  type Uri,
} from 'vscode';
import { judge, type Judgement } from '../../domain/leaks/judge.ts';
import type { Disposable } from '../disposables.ts';
import type { Leak } from './leak.ts';

/** By whom a diagnostic is: what the quick fixes answer to. */
export const diagnosticSource = 'Keyrail';

/** What is shown of leaks: in open texts, and in files that were asked for though they are not open. */
export interface ShownLeaks extends Disposable {
  has(file: Uri): boolean;
  /** In place of what was shown of that text. */
  show(file: Uri, leaks: readonly Leak[]): void;
  remove(file: Uri): void;
  /** What was found in it is shown on only where it was asked for. */
  closed(document: TextDocument): void;
  /** Shows what was found in files that need not be open, in place of what was shown of such. */
  showInFiles(found: ReadonlyMap<Uri, readonly Leak[]>): void;
}

export function createShownLeaks(): ShownLeaks {
  const shown = languages.createDiagnosticCollection('keyrail');
  /** Files that were not open when they were shown. */
  let inFiles = new Set<string>();
  const show = (file: Uri, leaks: readonly Leak[]) => {
    shown.set(file, leaks.map(diagnosticOf));
  };
  return {
    has: (file) => shown.has(file),
    show,
    remove(file) {
      shown.delete(file);
    },
    closed({ uri }) {
      if (!inFiles.has(uri.toString())) shown.delete(uri);
    },
    showInFiles(found) {
      const now = new Set([...found.keys()].map((uri) => uri.toString()));
      for (const file of inFiles) {
        const isOpen = workspace.textDocuments.some((open) => open.uri.toString() === file);
        if (now.has(file) || isOpen) continue;
        shown.forEach((uri) => {
          if (uri.toString() === file) shown.delete(uri);
        });
      }
      inFiles = now;
      for (const [uri, leaks] of found) show(uri, leaks);
    },
    dispose() {
      shown.dispose();
    },
  };
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
