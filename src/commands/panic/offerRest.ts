import { t } from '@vscode/l10n';
import type { Asking, Telling, ListedKeys, Operations, Places } from '../ports.ts';
import { removableFrom } from '../../editor/placements/removeFromPrograms.ts';
import { takeOutLines } from '../placements/removeEnvLines.ts';
import type { PanicReach } from './reach.ts';

/** Says what a panic came to; the lines that are left also stay in the view until they are gone. */
export async function offerRest(
  ports: Asking & Telling & ListedKeys & Operations & Places,
  { lines, programs }: PanicReach,
  { all, left }: { readonly all: number; readonly left: readonly string[] },
): Promise<void> {
  const remove = t('Remove .env Lines');
  const lifecycle = await ports.lifecycle();
  const inPrograms = removableFrom(
    lifecycle,
    programs.map(({ placement }) => placement),
  );
  const takeOut = t('Remove from Programs');
  const buttons = [
    ...(lines.length > 0 ? [remove] : []),
    ...(inPrograms.length > 0 ? [takeOut] : []),
  ];
  const revoked =
    all === 1 && left.length === 0
      ? t('The key is revoked.')
      : t('{0} of {1} keys are revoked.', all - left.length, all);
  const pressed = await (left.length > 0
    ? ports.messages.notify.warn(
        t('{0} Not yet: {1}. Keyrail goes on with that by itself.', revoked, left.join(', ')),
        ...buttons,
      )
    : ports.messages.notify.info(revoked, ...buttons));
  if (pressed === takeOut) {
    await ports.places.takeOutOfPrograms(inPrograms);
    await ports.keyList.refresh();
  }
  if (pressed !== remove) return;
  await takeOutLines(
    ports,
    lines.map(({ placement }) => placement),
  );
}
