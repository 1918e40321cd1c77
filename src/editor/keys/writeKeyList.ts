import path from 'node:path';
import * as z from 'zod/mini';
import { redact } from '../../domain/secrets/redact.ts';
import { nodeStateDisk } from '../../lifecycle/model/stateDisk.ts';
import { apiKey } from '../../wire/apiKeys.ts';
import { serviceAccount } from '../../wire/serviceAccounts.ts';
import type { KeptList, ToKeep } from './keptList.ts';

/** More keys than these are asked for instead: who has so many is not helped by the first thousand. */
const mostKeys = 1000;

/** Fields that we know and show. What a server sends beside them is not ours to write down. */
const known = z.object({
  keys: z.array(z.object(apiKey.shape)),
  accounts: z.array(z.object(serviceAccount.shape)),
});

/**
 * Replaces the file of a connection, private to the person. A power cut may lose it, which costs a look
 * at the server. A list in which anything looks like a secret is not kept.
 * @throws the error of the file system
 */
export async function writeKeyList(
  file: string,
  of: Pick<KeptList, 'version' | 'place'>,
  { context, source: { keys, accounts, detail }, at, localOf }: ToKeep,
): Promise<void> {
  if (keys.length === 0 || keys.length > mostKeys) {
    await removeKeyList(file);
    return;
  }
  const creators = new Set(keys.map((key) => key.created_by_user_id));
  const members = detail.members
    .filter(({ user_id }) => creators.has(user_id))
    .map(({ user_id, display_name, email }) => ({ user_id, display_name, email }));
  const source = { ...known.parse({ keys, accounts }), detail: { members } };
  const { workspaceId, workspaceName, workspaceSlug, role } = context;
  const where = { workspaceId, workspaceName, workspaceSlug, role };
  const local = localOf(keys.map(({ api_key_id }) => api_key_id));
  const text = JSON.stringify({ ...of, context: where, source, at, local } satisfies KeptList);
  if (redact(text) !== text) {
    await removeKeyList(file);
    return;
  }
  await nodeStateDisk.makeFolder(path.dirname(file));
  const temporary = `${file}.${process.pid}.tmp`;
  await nodeStateDisk.write(temporary, text);
  await nodeStateDisk.rename(temporary, file);
}

/** Fine when there is none. @throws the error of the file system */
export async function removeKeyList(file: string): Promise<void> {
  await nodeStateDisk.remove(file);
}

/** @throws the error of the file system */
export async function removeOtherLists(folder: string, files: readonly string[]): Promise<void> {
  const kept = files.map((file) => path.basename(file));
  for (const name of await nodeStateDisk.list(folder)) {
    // What another window is about to rename begins with the name that it will have.
    if (!kept.some((mine) => name.startsWith(mine)))
      await nodeStateDisk.remove(path.join(folder, name));
  }
}
