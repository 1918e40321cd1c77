import { t } from '@vscode/l10n';
import { workspace, type WorkspaceFolder } from 'vscode';
import { keyLabel } from '../../domain/keys/keyLabel.ts';
import { UserFacingError } from '../../domain/errors.ts';
import { record } from '../../lifecycle/ledger/note.ts';
import type { Room } from '../../lifecycle/room.ts';
import { askConsent, type Started } from './askConsent.ts';
import type { Consents } from './injectConsent.ts';
import type { KeyNotes } from '../keys/keyNotes.ts';
import type { KeyRing } from '../keys/keyRing.ts';
import type { Log } from '../log.ts';
import { keyReferredTo, referenceIn } from './secretReference.ts';

/** What a launch or a task needs to get its secrets. */
export interface InjectParts {
  readonly keyRing: KeyRing;
  readonly room: () => Promise<Room>;
  readonly keyNotes: Pick<KeyNotes, 'lineage'>;
  readonly consents: () => Promise<Consents>;
  readonly log: Log;
}

/** What is started, as `askConsent` wants it; a task may be of no folder, and is then of the first one. */
export type StartedIn = Omit<Started, 'folder'> & {
  readonly folder: WorkspaceFolder | undefined;
};

/** The variables of an `env` that refer to keys, with what they refer to. */
export function referencesIn(env: unknown): readonly (readonly [string, string])[] {
  if (typeof env !== 'object' || env === null) return [];
  return Object.entries(env).flatMap(([variable, value]) => {
    const reference = referenceIn(value);
    return reference === undefined ? [] : [[variable, reference] as const];
  });
}

/**
 * The values that references stand for, by variable, once the person has agreed to this start.
 * @throws UserFacingError with the reason why nothing may be started; CancelledError
 */
export async function injectedEnv(
  { keyRing, room, keyNotes, consents }: InjectParts,
  references: readonly (readonly [string, string])[],
  { folder = workspace.workspaceFolders?.[0], ...start }: StartedIn,
): Promise<Readonly<Record<string, string>>> {
  if (!workspace.isTrusted || !folder) {
    throw new UserFacingError(
      t('Keyrail gives no secret to what a folder starts that is not trusted. Trust it first.'),
      [{ label: t('Manage trust'), command: 'workbench.trust.manage' }],
    );
  }
  const { session, context } = await keyRing.here();
  const connectionId = context.connection.id;
  const values: Record<string, string> = {};
  for (const [variable, reference] of references) {
    const row = keyReferredTo(reference, keyRing.snapshot.keys);
    const { api_key_id: keyId, key_prefix: keyPrefix } = row.key;
    const label = keyLabel(row);
    await session.provenBaseUrl();
    await askConsent(
      await consents(),
      { folder, ...start },
      { context, row, lineage: keyNotes.lineage(keyId), variable },
    );
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
      detail: `${folder.name}, ${start.what}, ${variable}`,
    });
  }
  return values;
}
