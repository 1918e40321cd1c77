import { CodeActionKind, languages, type Memento } from 'vscode';
import { findIfAny } from '../../domain/secrets/anyForm.ts';
import { redactWith } from '../../domain/secrets/redact.ts';
import { createDisposableStore } from '../disposables.ts';
import { envTargetsOf } from '../env/envTarget.ts';
import type { UndoableWrites } from '../env/undoableWrites.ts';
import { createLeakActions } from './leakActions.ts';
import { createLeakGuard, guardedSchemes, type GuardParts, type LeakGuard } from './leakGuard.ts';
import type { KeepParts } from './keepSecret.ts';
import { createPasteGuard, pasteMetadata } from './pasteGuard.ts';

/** Diagnostics, quick fixes and the paste guard of one window. */
export function registerLeakGuard(
  given: GuardParts &
    Omit<KeepParts, 'envTargets'> & {
      readonly undoableWrites: UndoableWrites;
      /** Remembers the file that the person chose. */
      readonly workspaceState: Memento;
    },
): LeakGuard {
  const parts = { ...given, envTargets: envTargetsOf(given.workspaceState) };
  redactWith(findIfAny);
  const owned = createDisposableStore();
  const guard = owned.add(createLeakGuard(parts));
  const documents = guardedSchemes.map((scheme) => ({ scheme }));
  owned.add(
    languages.registerCodeActionsProvider(documents, createLeakActions(guard, parts), {
      providedCodeActionKinds: [CodeActionKind.QuickFix],
    }),
  );
  owned.add(
    languages.registerDocumentPasteEditProvider(documents, createPasteGuard(parts), pasteMetadata),
  );
  return {
    ...guard,
    dispose() {
      owned.dispose();
    },
  };
}
