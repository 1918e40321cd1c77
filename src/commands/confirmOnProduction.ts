import { productionQuestion, type AskedAbout } from '../editor/connection/askedOn.ts';
import type { Asking } from './ports.ts';

/**
 * On a production connection, names it and asks before something changes there, unless the person has
 * said yes to exactly this already. @throws CancelledError when the person declines.
 */
export async function confirmOnProduction(
  { prompter }: Asking,
  place: AskedAbout,
  action: string,
): Promise<void> {
  const question = productionQuestion(place, action);
  if (question) await prompter.confirmOnce(question);
}
