import { isAnswered } from '../ownArguments.ts';
import { confirm } from '../prompts.ts';
import { productionQuestion, type AskedAbout } from './askedOn.ts';

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
  const question = productionQuestion(place, action);
  if (question && !isAnswered(argument)) await confirm(question);
}
