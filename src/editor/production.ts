import { confirm } from './prompts.ts';
import { describeContext, type SessionContext } from './snapshot.ts';

/**
 * On a production connection, names it and asks before something changes there. A program that
 * called the command answers beforehand with `confirmed: true`.
 * @throws CancelledError when the person declines.
 */
export async function confirmOnProduction(
  context: SessionContext,
  action: string,
  given: { readonly confirmed?: boolean | undefined } = {},
): Promise<void> {
  if (!context.connection.production || given.confirmed === true) return;
  await confirm({
    message: `${action} on ${context.connection.name}?`,
    detail: `This is production: ${describeContext(context)}.`,
    buttons: [action],
  });
}
