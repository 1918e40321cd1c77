import * as editor from 'vscode';
import type { Disposable } from '../../editor/disposables.ts';
import type { Services } from '../../services.ts';
import { toolNames } from './names.ts';

/** Offers the tools to agents; what they do is loaded at the first call. */
export function registerTools(services: Services): Disposable[] {
  // Editors that are built from VS Code's source may lack its language models.
  const { lm } = editor as Partial<typeof editor>;
  if (typeof lm?.registerTool !== 'function') return [];
  return toolNames.map((name) =>
    lm.registerTool<unknown>(name, {
      prepareInvocation: async ({ input }) =>
        (await import('./call.ts')).prepareTool(services, name, input),
      invoke: async ({ input }) => (await import('./call.ts')).callTool(services, name, input),
    }),
  );
}
