import { t } from '@vscode/l10n';
import type { Confirmation } from '../prompts.ts';
import type { Connection } from './connections.ts';
import { describeContext, placeNames, type SessionContext } from '../keys/snapshot.ts';

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
  return context.connection.production ? productionText(context) : describeContext(context);
}

/** Where something is about to change; a control-plane workspace may not be there yet. */
export type AskedAbout = Pick<SessionContext, 'connection'> & Partial<SessionContext>;

/** What is asked, by the name of the connection, before something changes on production; elsewhere nothing. */
export function productionQuestion(
  place: AskedAbout,
  action: string,
): Confirmation<string> | undefined {
  const { connection } = place;
  if (!connection.production) return undefined;
  return {
    message: t('{0} on production {1}?', action, connection.name),
    detail: isWhole(place) ? productionText(place) : t('This is production: {0}.', connection.name),
    buttons: [action],
  };
}

function productionText(context: SessionContext): string {
  return t('This is production: {0}.', placeNames(context).join(' · '));
}

function isWhole(place: AskedAbout): place is SessionContext {
  return place.workspaceId !== undefined;
}
