import { t } from '@vscode/l10n';
import { keyLabel } from '../../domain/keys/keyLabel.ts';
import * as z from 'zod/mini';
import { isAnswered } from '../../editor/ownArguments.ts';
import { confirm, withProgress } from '../../editor/prompts.ts';
import { endTerminalPlacements } from '../../editor/placements/terminalEnd.ts';
import { atOf } from '../../editor/keys/snapshot.ts';
import { revoke } from '../../lifecycle/protocols/revoke.ts';
import type { Services } from '../../services.ts';
import { parseArguments } from '../argument.ts';
import { chooseKey } from '../chooseKey.ts';
import { placeText } from '../placements/placesOfKey.ts';
import { offerCleanUp } from './offerCleanUp.ts';
import { say, succeed } from './outcome.ts';
import { revokeQuestion } from './revokeQuestion.ts';

const revokeArguments = z.strictObject({
  keyId: z.optional(z.string()),
});

/** Ends a key for good, after showing what makes that safe or not. */
export async function revokeKey(services: Services, argument: unknown) {
  const given = parseArguments(revokeArguments, argument);
  const question = { title: t('Revoke Key'), none: t('There is no key to revoke.') };
  const row = await chooseKey(
    services,
    given.keyId,
    question,
    ({ status }) => status.kind !== 'revoked',
  );
  const { context } = await services.keyList.here();
  const lifecycle = await services.lifecycle();
  const keyId = row.key.api_key_id;
  const { message, detail, placements } = await revokeQuestion(services, context, row);
  if (!isAnswered(argument)) {
    await confirm({ message, detail, buttons: [t('Revoke Key')] });
  }
  const at = { ...atOf(context), key: row.key };
  await succeed(services, await withProgress(t('Revoking the key'), () => revoke(lifecycle, at)));
  const left = await endTerminalPlacements(lifecycle, services.terminals, placements);
  if (left.length < placements.length) await services.refresh();
  if (isAnswered(argument)) say(t('{0} is revoked.', keyLabel(row)));
  else void offerCleanUp(services, at, row, left);
  return { keyId, keyPrefix: row.key.key_prefix, left: left.map(placeText) };
}
