import { commands } from 'vscode';
import type { Disposable } from '../editor/disposables.ts';
import type { Services } from '../services.ts';
import { commandIds } from '../domain/commandIds.ts';

/** Registers every command; what it does, and how its errors are told, is loaded at the first call. */
export function registerCommands(services: () => Promise<Services>): Disposable[] {
  return commandIds.map((id) =>
    commands.registerCommand(id, async (...given: readonly unknown[]) => {
      const [made, { callCommand }] = await Promise.all([services(), import('./onUse.ts')]);
      return callCommand(made, id, given);
    }),
  );
}
