import { keyLabel } from '../keys/keyLabel.ts';
import { t } from '@vscode/l10n';
import type { Remedy } from '../errors.ts';
import type { KeyRowFacts } from '../keys/keyFacts.ts';
import { isUsable } from '../keys/keyStatus.ts';
import { fullAccess, grants } from '../keys/scopes.ts';
import { serverWord } from '../text/serverWords.ts';
import type { RunApproval } from '../../wire/runGraph.ts';
import type { ApiKeyScope } from '../../wire/scopes.ts';
import type { ServiceAccount } from '../../wire/serviceAccounts.ts';

/** A key of this editor that may decide, or why there is none and the button that helps. */
export type Approver =
  | { readonly kind: 'key'; readonly row: KeyRowFacts }
  | { readonly kind: 'nobody'; readonly why: string; readonly remedy: Remedy };

const scope: ApiKeyScope = 'approvals:write';
/** The role of a key that no service account owns (docs/contract.md, Identity). */
const unboundRole = 'workspace_service';

/**
 * Roles of which one is asked for: `approver_scope_json` is a JSON text, `{"approver_roles": […]}`
 * (docs/contract.md, Approvals). Empty where it says nothing that can be read: then the server
 * decides.
 */
export function approverRoles({ approver_scope_json: text }: RunApproval): string[] {
  let scope: unknown;
  try {
    scope = JSON.parse(text ?? 'null');
  } catch {
    // Not JSON names no role.
    return [];
  }
  const roles: unknown =
    typeof scope === 'object' && scope !== null ? Reflect.get(scope, 'approver_roles') : undefined;
  return Array.isArray(roles) ? roles.filter((role) => typeof role === 'string') : [];
}

/** Who decides here. A narrow key goes before one with full access. */
export function approverAmong(
  rows: readonly KeyRowFacts[],
  accounts: readonly ServiceAccount[],
  roles: readonly string[],
): Approver {
  const roleOf = new Map(accounts.map((account) => [account.service_account_id, account.role]));
  const fits = (role: string) => roles.length === 0 || roles.includes(role);
  const live = rows.filter(
    ({ key, status }) =>
      isUsable(status) && fits(roleOf.get(key.service_account_id ?? '') ?? unboundRole),
  );
  const able = live.filter(({ key }) => grants(key.scope, scope));
  const held = able.filter(({ hasCopy }) => hasCopy);
  const best = held.find(({ key }) => !fullAccess(key.scope)) ?? held[0];
  if (best) return { kind: 'key', row: best };
  return { kind: 'nobody', ...help(live, able[0], accounts, roles, fits) };
}

function help(
  live: readonly KeyRowFacts[],
  elsewhere: KeyRowFacts | undefined,
  accounts: readonly ServiceAccount[],
  roles: readonly string[],
  fits: (role: string) => boolean,
): { readonly why: string; readonly remedy: Remedy } {
  if (elsewhere) {
    return {
      why: t(
        'The key {0} may decide, but this editor holds no copy of its secret.',
        keyLabel(elsewhere),
      ),
      remedy: {
        label: t('Import Secret…'),
        command: 'keyrail.importSecret',
        args: [{ keyId: elsewhere.key.api_key_id }],
      },
    };
  }
  const narrow = live.find(({ hasCopy }) => hasCopy);
  if (narrow) {
    return {
      why: t('The key {0} has the role, but not the scope {1}.', keyLabel(narrow), scope),
      remedy: {
        label: t('Rotate into {0}…', scope),
        command: 'keyrail.rotateKey',
        args: [{ keyId: narrow.key.api_key_id, scope: [...narrow.key.scope, scope] }],
      },
    };
  }
  const owner = accounts.find(({ status, role }) => status === 'active' && fits(role));
  if (owner) {
    return {
      why: t('The service account {0} has the role, but no key with {1}.', owner.name, scope),
      remedy: {
        label: t('Create Key That Decides…'),
        command: 'keyrail.createKey',
        args: [
          { serviceAccountId: owner.service_account_id, scope: [scope], name: t('approvals') },
        ],
      },
    };
  }
  const [role = 'legal_approver'] = roles;
  return {
    why: t('No key here has the role {0}; it comes from the service account.', serverWord(role)),
    remedy: {
      label: t('Create Service Account with This Role…'),
      command: 'keyrail.createServiceAccount',
      args: [{ role }],
    },
  };
}
