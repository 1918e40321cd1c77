import { t } from '@vscode/l10n';
import * as z from 'zod/mini';
import { confirm, withProgress } from '../../editor/prompts.ts';
import { describePlace } from '../../editor/secrets/localFacts.ts';
import { endTerminalPlacements } from '../../editor/placements/terminalEnd.ts';
import { askedOn, whereText } from '../../editor/connection/production.ts';
import { keyLabel, type KeyRow } from '../../editor/keys/snapshot.ts';
import { forgetCopy } from '../../lifecycle/copies/localCopies.ts';
import type { Placement } from '../../lifecycle/copies/placements.ts';
import { revoke } from '../../lifecycle/protocols/revoke.ts';
import type { Services } from '../../services.ts';
import { parseArguments } from '../argument.ts';
import { chooseKey } from '../chooseKey.ts';
import { say, succeed } from './outcome.ts';
import { describeUse } from '../placements/placesOfKey.ts';
import { corner } from '../../editor/corner.ts';

const revokeArguments = z.strictObject({
  keyId: z.optional(z.string()),
  confirmed: z.optional(z.literal(true)),
});

const removeBoth = t('Remove local copy and .env lines');
const removeCopy = t('Remove local copy');

/** Ends a key for good, after showing what makes that safe or not. */
export async function revokeKey(services: Services, argument: unknown) {
  const given = parseArguments(revokeArguments, argument);
  const question = { title: t('Revoke key'), none: t('There is no key to revoke.') };
  const row = await chooseKey(
    services,
    given.keyId,
    question,
    ({ status }) => status.kind !== 'revoked',
  );
  const { context } = await services.keyRing.here();
  const room = await services.room();
  const keyId = row.key.api_key_id;
  const placements = await room.placements.of(context.connection.id, keyId);
  if (!given.confirmed) {
    await confirm({
      message: askedOn(context.connection, t('Is it safe to revoke {0}?', keyLabel(row)), (name) =>
        t('Is it safe to revoke {0} on production {1}?', keyLabel(row), name),
      ),
      detail: t(
        '{0}\n\nWhatever uses it is refused at once. There is no undo.\n\n{1}',
        describeUse(row, placements),
        whereText(context),
      ),
      buttons: [t('Revoke key')],
    });
  }
  await succeed(
    services,
    await withProgress(t('Revoking the key'), () =>
      revoke(room, {
        connectionId: context.connection.id,
        workspaceId: context.workspaceId,
        key: row.key,
      }),
    ),
  );
  const left = await endTerminalPlacements(room, services.terminals, placements);
  if (left.length < placements.length) await services.refresh();
  if (given.confirmed) say(t('{0} is revoked.', keyLabel(row)));
  else void offerCleanUp(services, row, left);
  return { keyId, keyPrefix: row.key.key_prefix };
}

/** The value is worthless now; offers to take it away where Keyrail put it. */
async function offerCleanUp(services: Services, row: KeyRow, placements: readonly Placement[]) {
  const label = keyLabel(row);
  if (!row.hasCopy && placements.length === 0) {
    say(t('{0} is revoked.', label));
    return;
  }
  const where = placements.map((known) => describePlace(known)).join('; ');
  const sentence = where
    ? t('{0} is revoked. Its dead secret is still in: {1}.', label, where)
    : t('{0} is revoked. This editor still has the dead secret.', label);
  const buttons = placements.length > 0 ? [removeBoth, removeCopy] : [removeCopy];
  const pressed = await corner.info(sentence, ...buttons);
  if (pressed === undefined) return;
  const { context } = await services.keyRing.here();
  const room = await services.room();
  if (pressed === removeBoth) {
    const left = await services.envFiles.removeAll(placements);
    if (left.length > 0) {
      void corner.warn(
        t(
          'These lines could not be removed: {0}.',
          left.map((known) => describePlace(known)).join('; '),
        ),
      );
    }
  }
  if (row.hasCopy) {
    await forgetCopy(room, {
      connectionId: context.connection.id,
      workspaceId: context.workspaceId,
      key: row.key,
    });
  }
  await services.refresh();
  say(t('Removed what was left of {0}.', label));
}
