import { t } from '@vscode/l10n';
import * as z from 'zod/mini';
import { askedOn, whereText } from '../../editor/connection/production.ts';
import { answeredArgument } from '../../editor/ownArguments.ts';
import { keyLabel } from '../../editor/keys/snapshot.ts';
import { revokeKey } from '../keys/revokeKey.ts';
import { describeUse } from '../placements/placesOfKey.ts';
import { findKey, lookAround, placeOf } from './findKey.ts';
import { defineTool } from './tool.ts';

const input = z.strictObject({ key: z.string() });

/** Asks the question of the command: is it safe? */
export const revokeKeyTool = defineTool({
  input,
  changes: true,
  progress: () => t('Revoking a key'),
  async question(services, { key }) {
    const context = await lookAround(services);
    const row = findKey(services, key);
    const { connection, workspaceId } = context;
    const keyId = row.key.api_key_id;
    const placements = await (await services.room()).placements.of(connection.id, keyId);
    return {
      title: askedOn(connection, t('Is it safe to revoke {0}?', keyLabel(row)), (name) =>
        t('Is it safe to revoke {0} on production {1}?', keyLabel(row), name),
      ),
      paragraphs: [
        describeUse(row, placements),
        t('Whatever uses it is refused at once. There is no undo.'),
        whereText(context),
      ],
      about: [connection.id, workspaceId, keyId],
    };
  },
  async run(services, { key }) {
    const { context } = await services.keyRing.here();
    const keyId = findKey(services, key).key.api_key_id;
    const revoked = await revokeKey(services, answeredArgument({ keyId }));
    return { ...placeOf(context), ...revoked, revoked: true };
  },
});
