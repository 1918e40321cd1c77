import { t } from '@vscode/l10n';
import { withProgress } from '../../editor/prompts.ts';
import { giveUp } from '../../lifecycle/drive/giveUp.ts';
import { resolve } from '../../lifecycle/protocols/resolve.ts';
import type { Services } from '../../services.ts';
import { tellPlaces } from '../placements/placesOfKey.ts';
import type { DecisionWord } from './decision.ts';
import { succeed } from './outcome.ts';

/**
 * Goes on with an operation as the person decided; `false` where its old key still has to end.
 * @throws UserFacingError where it waits again
 */
export async function decide(
  services: Services,
  operationId: string,
  decision: DecisionWord,
): Promise<boolean> {
  const room = await services.room();
  // Not to be stopped: half way is where it has been already.
  const outcome = await withProgress(t('Finishing what was interrupted'), () =>
    decision === 'give-up'
      ? giveUp(room, operationId)
      : resolve(room, operationId, { kind: decision }),
  );
  if (outcome.kind === 'cancelled') {
    await outcome.settling;
    await services.refresh();
    return true;
  }
  const done = await succeed(services, outcome);
  if ('places' in done) tellPlaces(done.places);
  return done.kind !== 'overlapping';
}
