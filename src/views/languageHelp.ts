import { debug, EventEmitter, languages, tasks } from 'vscode';
import { createDisposableStore, type Disposable } from '../editor/disposables.ts';
import type { KeyNotes } from '../editor/keys/keyNotes.ts';
import type { KeyList } from '../editor/keys/keyList.ts';
import type { Log } from '../editor/log.ts';
import type { Consents } from '../editor/references/injectConsent.ts';
import type { LifecycleContext } from '../lifecycle/context.ts';

/** What the help in editors, launches and tasks is made from. */
export interface HelpParts {
  readonly keyList: KeyList;
  readonly lifecycle: () => Promise<LifecycleContext>;
  readonly keyNotes: KeyNotes;
  readonly consents: () => Promise<Consents>;
  readonly log: Log;
}

const envFiles = { scheme: 'file', pattern: '**/{.env*,*.env,.dev.vars}' } as const;
const referring = [
  { pattern: '**/{launch,tasks}.json' },
  { pattern: '**/*.code-workspace' },
] as const;

/** Registers what VS Code asks for later; everything behind it is loaded when it first asks. */
export function registerLanguageHelp(parts: HelpParts): Disposable {
  const { keyList, lifecycle } = parts;
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
        (await import('./onUse.ts')).envCodeLenses(document, facts()),
    }),
  );
  owned.add(
    languages.registerHoverProvider(envFiles, {
      provideHover: async (document, position) =>
        (await import('./onUse.ts')).envHover(document, position, facts()),
    }),
  );
  owned.add(
    languages.registerCompletionItemProvider(
      referring,
      {
        provideCompletionItems: async (document, position) =>
          (await import('./onUse.ts')).completeReference(document, position, rows()),
      },
      '"',
      ':',
    ),
  );
  owned.add(
    languages.registerHoverProvider(referring, {
      provideHover: async (document, position) =>
        (await import('./onUse.ts')).hoverReference(document, position, rows()),
    }),
  );
  owned.add(
    debug.registerDebugConfigurationProvider('*', {
      async resolveDebugConfigurationWithSubstitutedVariables(folder, configuration) {
        // Every launch of every debugger comes by here: those without a reference go on at once.
        const env: unknown = configuration['env'];
        if (!/"keyrail:/.test(JSON.stringify(env ?? {}))) return configuration;
        const { resolveLaunch } = await import('../editor/onUse.ts');
        return resolveLaunch(parts, folder, configuration);
      },
    }),
  );
  owned.add(
    tasks.registerTaskProvider('keyrail', {
      provideTasks: () => [],
      async resolveTask(task) {
        const { referenceTask } = await import('../editor/onUse.ts');
        return referenceTask(parts, task);
      },
    }),
  );
  return owned;
}
