import { t } from '@vscode/l10n';
import { workspace, type WorkspaceFolder } from 'vscode';
import { keyLabel } from '../../domain/keys/keyLabel.ts';
import { UserFacingError } from '../../domain/errors.ts';
import { record } from '../../lifecycle/steps/ledgerNote.ts';
import type { LifecycleContext } from '../../lifecycle/context.ts';
import { requirePrivateName } from '../env/privateName.ts';
import { askConsent, type Started } from './askConsent.ts';
import type { Consents } from './injectConsent.ts';
import type { KeyNotes } from '../keys/keyNotes.ts';
import type { KeyList } from '../keys/keyList.ts';
import type { KeyRow } from '../keys/snapshot.ts';
import type { Log } from '../log.ts';
import { keyReferredTo, referenceIn } from './secretReference.ts';

/** What a launch or a task needs to get its secrets. */
export interface InjectParts {
  readonly keyList: KeyList;
  readonly lifecycle: () => Promise<LifecycleContext>;
  readonly keyNotes: Pick<KeyNotes, 'lineage'>;
  readonly consents: () => Promise<Consents>;
  readonly log: Log;
}

/** What is started, as `askConsent` wants it; a task may be of no folder, and is then of the first one. */
export type StartedIn = Omit<Started, 'folder'> & {
  readonly folder: WorkspaceFolder | undefined;
  /** The digest as it would be now: files that it is of may change while a question is open. */
  readonly digestNow: () => Promise<string>;
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
  { keyList, lifecycle, keyNotes, consents }: InjectParts,
  references: readonly (readonly [string, string])[],
  { folder = workspace.workspaceFolders?.[0], digestNow, ...start }: StartedIn,
): Promise<Readonly<Record<string, string>>> {
  if (!workspace.isTrusted || !folder) {
    throw new UserFacingError(
      t('Keyrail gives no secret to what a folder starts that is not trusted. Trust it first.'),
      [{ label: t('Manage Trust'), command: 'workbench.trust.manage' }],
    );
  }
  for (const [variable] of references) requirePrivateName(variable, start.edit);
  const { session, context } = await keyList.here();
  if (references.length === 0) return {};
  const connectionId = context.connection.id;
  const allowed: (readonly [string, KeyRow])[] = [];
  for (const [variable, reference] of references) {
    const row = keyReferredTo(reference, keyList.snapshot.keys);
    await session.provenBaseUrl();
    await askConsent(
      await consents(),
      { folder, ...start },
      { context, row, lineage: keyNotes.lineage(row.key.api_key_id), variable },
    );
    allowed.push([variable, row]);
  }
  // What was shown is what gets the secrets, and who had the port may be gone since.
  if ((await digestNow()) !== start.digest) throw changedMeanwhile(start.what);
  await session.provenBaseUrl();
  const opened = await lifecycle();
  const values: Record<string, string> = {};
  for (const [variable, row] of allowed) {
    const { api_key_id: keyId, key_prefix: keyPrefix } = row.key;
    const secret = await opened.copies.read(connectionId, keyId);
    if (!secret) {
      throw new UserFacingError(
        t('The key store does not have the secret of {0} now.', keyLabel(row)),
        [{ label: t('Import Secret…'), command: 'keyrail.importSecret', args: [{ keyId }] }],
      );
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

function changedMeanwhile(what: string): UserFacingError {
  return new UserFacingError(
    t(
      'The {0} got no secret: what it starts was changed while you were asked. Start it again.',
      what,
    ),
  );
}
