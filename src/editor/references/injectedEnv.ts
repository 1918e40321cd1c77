import { t } from '@vscode/l10n';
import { workspace, type Memento, type WorkspaceFolder } from 'vscode';
import { UserFacingError } from '../../domain/errors.ts';
import { record } from '../../lifecycle/ledger/note.ts';
import type { Room } from '../../lifecycle/room.ts';
import { createConsents } from './injectConsent.ts';
import type { KeyRing } from '../keys/keyRing.ts';
import type { Log } from '../log.ts';
import { confirm } from '../prompts.ts';
import { keyReferredTo, referenceIn } from './secretReference.ts';
import { keyLabel } from '../keys/snapshot.ts';

/** What a launch or a task needs to get its secrets. */
export interface InjectParts {
  readonly keyRing: KeyRing;
  readonly room: () => Promise<Room>;
  readonly workspaceState: Memento;
  readonly log: Log;
}

/** What is started, for the question and the ledger: `launch “Run the app”`. */
export interface Started {
  readonly folder: WorkspaceFolder | undefined;
  readonly what: string;
}

/** The variables of an `env` that refer to keys, with what they refer to. */
export function referencesIn(env: unknown): readonly (readonly [string, string])[] {
  if (typeof env !== 'object' || env === null) return [];
  return Object.entries(env).flatMap(([variable, value]) => {
    const reference = referenceIn(value);
    return reference === undefined ? [] : [[variable, reference] as const];
  });
}

/**
 * The values that references stand for, by variable; asks once a folder and key.
 * @throws UserFacingError with the reason why nothing may be started; CancelledError
 */
export async function injectedEnv(
  { keyRing, room, workspaceState }: InjectParts,
  references: readonly (readonly [string, string])[],
  { folder = workspace.workspaceFolders?.[0], what }: Started,
): Promise<Readonly<Record<string, string>>> {
  if (!workspace.isTrusted || !folder) {
    throw new UserFacingError(
      t('Keyrail gives no secret to what a folder starts that is not trusted. Trust it first.'),
      [{ label: t('Manage trust'), command: 'workbench.trust.manage' }],
    );
  }
  const { context } = await keyRing.here();
  const connectionId = context.connection.id;
  const consents = createConsents(workspaceState);
  const values: Record<string, string> = {};
  for (const [variable, reference] of references) {
    const row = keyReferredTo(reference, keyRing.snapshot.keys);
    const { api_key_id: keyId, key_prefix: keyPrefix } = row.key;
    const label = keyLabel(row);
    if (!consents.has(folder.uri, connectionId, row, keyRing.snapshot.keys)) {
      await confirm({
        message: t('Let {0} use the secret of {1}?', folder.name, label),
        detail: t(
          "The {0} wants it in {1}. Whatever is started by this folder's launch.json or tasks.json can then get it in its environment, and do with it what the key may do.\n\nYou are asked once for this folder and key. “Withdraw consent for launches and tasks” takes it back.",
          what,
          variable,
        ),
        buttons: [t('Allow')],
      });
      await consents.give({ folder: folder.uri.toString(), connectionId, keyId, label });
    }
    const opened = await room();
    const secret = await opened.copies.read(connectionId, keyId);
    if (!secret) {
      throw new UserFacingError(t('The key store does not have the secret of {0} now.', label), [
        {
          label: t('Import secret'),
          command: 'keyrail.importSecret',
          args: [{ keyId }],
        },
      ]);
    }
    values[variable] = secret.reveal();
    await record(opened, {
      kind: 'inject',
      connectionId,
      workspaceId: context.workspaceId,
      keyId,
      keyPrefix,
      detail: `${folder.name}, ${what}, ${variable}`,
    });
  }
  return values;
}
