import { lm as languageModels } from 'vscode';
import type { Disposable } from '../../editor/disposables.ts';
import type { Services } from '../../services.ts';
import { toolNames } from './names.ts';

/** Offers the tools to agents; what they do is loaded at the first call. */
export function registerTools(services: () => Promise<Services>): Disposable[] {
  // `as`: editors that are built from VS Code's source may lack its language models.
  const lm = languageModels as Partial<typeof languageModels> | undefined;
  if (typeof lm?.registerTool !== 'function') return [];
  const { registerTool } = lm;
  return toolNames.map((name) =>
    registerTool<unknown>(name, {
      prepareInvocation: async ({ input }) =>
        (await import('../onUse.ts')).prepareTool(await services(), name, input),
      invoke: async ({ input }) =>
        (await import('../onUse.ts')).callTool(await services(), name, input),
    }),
  );
}
