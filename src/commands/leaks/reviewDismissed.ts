import { t } from '@vscode/l10n';
import { UserFacingError } from '../../domain/errors.ts';
import type { JudgesLeaks } from './judgesLeaks.ts';

/** Lists what was called *not a secret*, and lets chosen values count as secrets again. */
export async function reviewDismissed(ports: JudgesLeaks) {
  const { dismissals } = await ports.lifecycle();
  const all = await dismissals.all();
  if (all.length === 0) {
    throw new UserFacingError(t('Nothing was called “not a secret” on this machine.'));
  }
  const chosen = await ports.prompter.pickMany(
    all.map((known) => ({
      label: known.where,
      description: known.since.slice(0, 10),
      value: known,
    })),
    {
      title: t('Review Dismissed Secrets'),
      placeHolder: t('Ticked ones count as secrets again'),
    },
  );
  for (const known of chosen) await dismissals.remove(known);
  (await ports.leaks()).review();
  if (chosen.length > 0) ports.messages.say(t('They count as secrets again.'));
  return { restored: chosen.length };
}
