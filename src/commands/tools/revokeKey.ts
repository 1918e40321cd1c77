import { t } from '@vscode/l10n';
import * as z from 'zod/mini';
import { answeredArgument } from '../../editor/ownArguments.ts';
import { revokeKey } from '../keys/revokeKey.ts';
import { revokeQuestion } from '../keys/revokeQuestion.ts';
import { findKey, lookAround, placeOf } from './findKey.ts';
import { defineTool } from './tool.ts';
import { callWith } from '../prompter.ts';

const input = z.strictObject({ key: z.string() });

/** Asks the question of the command: is it safe? */
export const revokeKeyTool = defineTool({
  input,
  changes: true,
  progress: () => t('Revoking a key'),
  async question(ports, { key }) {
    const context = await lookAround(ports);
    const row = findKey(ports, key);
    const { connection, workspaceId } = context;
    const keyId = row.key.api_key_id;
    const { message, detail } = await revokeQuestion(ports, context, row);
    return {
      title: message,
      paragraphs: detail,
      about: [connection.id, workspaceId, keyId],
    };
  },
  async run(ports, { key }) {
    const { context } = await ports.keyList.here();
    const keyId = findKey(ports, key).key.api_key_id;
    const revoked = await callWith(ports, revokeKey, answeredArgument({ keyId }));
    return { ...placeOf(context), ...revoked, revoked: true };
  },
});
