import { t } from '@vscode/l10n';
import { keyLabel } from '../../domain/keys/keyLabel.ts';
import * as z from 'zod/mini';
import { atOf } from '../../editor/keys/snapshot.ts';
import { afterRevoking } from '../../lifecycle/protocols/afterRevoking.ts';
import { revoke } from '../../lifecycle/protocols/revoke.ts';
import type { Asking, Telling, ListedKeys, LocalKeys, Operations, Places } from '../ports.ts';
import { parseArguments } from '../argument.ts';
import { chooseKey } from '../chooseKey.ts';
import { placeText } from '../placements/placesOfKey.ts';
import { offerCleanUp } from './offerCleanUp.ts';
import { succeed } from './outcome.ts';
import { revokeQuestion } from './revokeQuestion.ts';

const revokeArguments = z.strictObject({
  keyId: z.optional(z.string()),
});

/** What ending a key stands on. */
export type RevokesKeys = Asking & Telling & ListedKeys & LocalKeys & Operations & Places;

/** Ends a key for good, after showing what makes that safe or not. */
export async function revokeKey(ports: RevokesKeys, argument: unknown) {
  const given = parseArguments(revokeArguments, argument);
  const question = { title: t('Revoke Key'), none: t('There is no key to revoke.') };
  const row = await chooseKey(
    ports,
    given.keyId,
    question,
    ({ status }) => status.kind !== 'revoked',
  );
  const { context } = await ports.keyList.here();
  const lifecycle = await ports.lifecycle();
  const { message, detail, placements } = await revokeQuestion(ports, context, row);
  await ports.prompter.confirmOnce({ message, detail, buttons: [t('Revoke Key')] });
  const at = { ...atOf(context), key: row.key };
  const ended = await ports.withProgress(t('Revoking the key'), () => revoke(lifecycle, at));
  await succeed(ports, ended);
  // A rotation of it has nothing to wait for any more, and would keep the other key from the next one.
  const { connectionId } = at;
  const rotation = await afterRevoking(lifecycle, { connectionId, keyId: row.key.api_key_id });
  if (rotation.kind !== 'nothing-to-do') {
    await Promise.all([ports.keyList.refresh(), ports.recovery.reschedule()]);
  }
  const left = await ports.places.endTerminals(placements);
  if (left.length < placements.length) await ports.keyList.refresh();
  if (ports.prompter.isAgreed) ports.messages.say(t('{0} is revoked.', keyLabel(row)));
  else void offerCleanUp(ports, at, row, left);
  return { keyId: row.key.api_key_id, keyPrefix: row.key.key_prefix, left: left.map(placeText) };
}
