import { t } from '@vscode/l10n';
import { isAnswered } from '../ownArguments.ts';
import { confirm } from '../prompts.ts';
import type { Connection } from './connections.ts';
import { describeContext, type SessionContext } from '../keys/snapshot.ts';

/** Where something is about to change; a control-plane workspace may not be there yet. */
type AskedAbout = Pick<SessionContext, 'connection'> & Partial<SessionContext>;

/** A question as it is asked here: the one that names the connection, where that is production. */
export function askedOn(
  { production, name }: Connection,
  question: string,
  onProduction: (name: string) => string,
): string {
  return production ? onProduction(name) : question;
}

/** Session context as the last line of a question; production is said in a sentence of its own. */
export function whereText(context: SessionContext): string {
  const where = describeContext(context);
  return context.connection.production ? t('This is production: {0}.', where) : where;
}

/**
 * On a production connection, names it and asks before something changes there, unless the person has
 * said yes to `argument`, what the command was called with, already.
 * @throws CancelledError when the person declines.
 */
export async function confirmOnProduction(
  place: AskedAbout,
  action: string,
  argument?: unknown,
): Promise<void> {
  const { connection } = place;
  if (!connection.production || isAnswered(argument)) return;
  const where = isWhole(place) ? describeContext(place) : connection.name;
  await confirm({
    message: t('{0} on production {1}?', action, connection.name),
    detail: t('This is production: {0}.', where),
    buttons: [action],
  });
}

function isWhole(place: AskedAbout): place is SessionContext {
  return place.workspaceId !== undefined;
}
