import { commands } from 'vscode';
import { ApiError } from '../client/apiError.ts';
import { CancelledError } from '../domain/errors.ts';
import type { Disposable } from '../editor/disposables.ts';
import { describeError, report } from '../editor/report.ts';
import type { Services } from '../services.ts';
import { calledByProgram } from './caller.ts';
import { commandTable, type CommandId } from './table.ts';
import { requireTrust } from './trust.ts';

/**
 * Registers every command of the table behind one funnel: a person sees an error as a message; a
 * program that passed arguments gets a rejection with the same sentence.
 */
export function registerCommands(services: Services): Disposable[] {
  // `Object.keys` forgets the key type of the record it is given.
  return (Object.keys(commandTable) as CommandId[]).map((id) =>
    commands.registerCommand(id, async (argument?: unknown) => {
      try {
        requireTrust(id);
        const handler = await commandTable[id]();
        return await handler(services, argument);
      } catch (error) {
        if (error instanceof ApiError && error.mayHaveCommitted) void services.refresh();
        if (!calledByProgram(argument)) {
          void report(error, services.log);
          return undefined;
        }
        if (error instanceof CancelledError) return Promise.reject(error);
        services.log.error(`${id} failed.`, error);
        // Only the sentence leaves: a caller is another extension.
        return Promise.reject(new Error((await describeError(error)).sentence));
      }
    }),
  );
}
