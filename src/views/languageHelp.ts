import { EventEmitter, languages } from 'vscode';
import { createDisposableStore, type Disposable } from '../editor/disposables.ts';
import type { KeyList } from '../editor/keys/keyList.ts';
import type { LifecycleContext } from '../lifecycle/context.ts';

/** What the help in editors is made from. */
export interface HelpParts {
  readonly keyList: KeyList;
  readonly lifecycle: () => Promise<LifecycleContext>;
}

const envFiles = { scheme: 'file', pattern: '**/{.env*,*.env,.dev.vars}' } as const;
const referring = [
  { pattern: '**/{launch,tasks}.json' },
  { pattern: '**/*.code-workspace' },
] as const;

/** Registers what VS Code asks for later; everything behind it is loaded when it first asks. */
export function registerLanguageHelp({ keyList, lifecycle }: HelpParts): Disposable {
  const owned = createDisposableStore();
  const changed = owned.add(new EventEmitter<void>());
  owned.add(
    keyList.onDidChange(() => {
      changed.fire();
    }),
  );
  const rows = () => keyList.snapshot.keys;
  const facts = () => ({
    lifecycle,
    rows: rows(),
    connectionId: keyList.snapshot.connection?.id ?? '',
  });
  owned.add(
    languages.registerCodeLensProvider(envFiles, {
      onDidChangeCodeLenses: changed.event,
      provideCodeLenses: async (document) =>
        (await import('./onUseInFiles.ts')).envCodeLenses(document, facts()),
    }),
  );
  owned.add(
    languages.registerHoverProvider(envFiles, {
      provideHover: async (document, position) =>
        (await import('./onUseInFiles.ts')).envHover(document, position, facts()),
    }),
  );
  owned.add(
    languages.registerCompletionItemProvider(
      referring,
      {
        provideCompletionItems: async (document, position) =>
          (await import('./onUseInFiles.ts')).completeReference(document, position, rows()),
      },
      '"',
      ':',
    ),
  );
  owned.add(
    languages.registerHoverProvider(referring, {
      provideHover: async (document, position) =>
        (await import('./onUseInFiles.ts')).hoverReference(document, position, rows()),
    }),
  );
  return owned;
}
