import { t } from '@vscode/l10n';
import * as z from 'zod/mini';
import { answeredArgument } from '../../editor/ownArguments.ts';
import { revokeKey } from '../keys/revokeKey.ts';
import { revokeQuestion } from '../keys/revokeQuestion.ts';
import { findKey, lookAround, placeOf } from './findKey.ts';
import { keyPorts, onKeys } from '../keys/editorPorts.ts';
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
    const { message, detail } = await revokeQuestion(keyPorts(services, undefined), context, row);
    return {
      title: message,
      paragraphs: detail,
      about: [connection.id, workspaceId, keyId],
    };
  },
  async run(services, { key }) {
    const { context } = await services.keyList.here();
    const keyId = findKey(services, key).key.api_key_id;
    const revoked = await onKeys(revokeKey)(services, answeredArgument({ keyId }));
    return { ...placeOf(context), ...revoked, revoked: true };
  },
});
