import { debug, tasks, type Disposable } from 'vscode';
import type { InjectParts } from './injectedEnv.ts';

/**
 * Registers what fills in references of launches and of Keyrail's own tasks: a launch asks those that
 * are there when it begins. What they do is loaded at the first that has one.
 */
export function registerReferences(parts: () => Promise<InjectParts>): Disposable[] {
  return [
    debug.registerDebugConfigurationProvider('*', {
      async resolveDebugConfigurationWithSubstitutedVariables(folder, configuration) {
        // Every launch of every debugger comes by here: those without a reference go on at once.
        const env: unknown = configuration['env'];
        if (!/"keyrail:/.test(JSON.stringify(env ?? {}))) return configuration;
        const { resolveLaunch } = await import('../onUse.ts');
        return resolveLaunch(await parts(), folder, configuration);
      },
    }),
    tasks.registerTaskProvider('keyrail', {
      provideTasks: () => [],
      async resolveTask(task) {
        const { referenceTask } = await import('../onUse.ts');
        return referenceTask(await parts(), task);
      },
    }),
  ];
}
