import { t } from '@vscode/l10n';
import { UserFacingError } from '../../domain/errors.ts';
import { isKnownScope } from '../../domain/keys/scopes.ts';
import type { KeyRow } from '../../editor/keys/snapshot.ts';
import type { RotateRequest } from '../../lifecycle/protocols/rotation.ts';
import { expiryFor } from '../../lifecycle/protocols/rotation.ts';
import { askExpiry } from './askExpiry.ts';
import type { Asking } from '../ports.ts';
import { askScopes } from './askScopes.ts';
import { serverTime } from '../../editor/serverTime.ts';

interface Given {
  readonly scope?: readonly string[] | undefined;
  readonly expiresAt?: string | null | undefined;
}

/**
 * What the new key may do and how long: as given, else as before. A person is asked where the old policy
 * cannot be repeated (a lifetime that is over, full access). @throws UserFacingError for unknown scopes
 */
export async function policyFor(
  ports: Asking,
  row: KeyRow,
  given: Given,
  title: string,
): Promise<Pick<RotateRequest, 'scope' | 'expiresAt'>> {
  const { prompter } = ports;
  const unasked = () => undefined;
  const scope =
    row.key.scope.length > 0
      ? given.scope
      : await prompter.complete<Given['scope']>(given.scope, {
          ask: () => askScopes(ports, title, []),
          unasked,
        });
  const now = serverTime();
  const isRepeatable =
    expiryFor({ connectionId: '', workspaceId: '', key: row.key, places: [] }, now) !== undefined;
  const expiresAt = isRepeatable
    ? given.expiresAt
    : await prompter.complete<Given['expiresAt']>(given.expiresAt, {
        ask: () => askExpiry(ports, title, now),
        unasked,
      });
  return {
    ...(scope === undefined ? {} : { scope: wanted(scope) }),
    ...(expiresAt === undefined ? {} : { expiresAt }),
  };
}

function wanted(scope: readonly string[]): NonNullable<RotateRequest['scope']> {
  const [first, ...rest] = scope.map((each) => {
    if (!isKnownScope(each)) throw new UserFacingError(t('There is no scope named {0}.', each));
    return each;
  });
  return first === undefined ? 'full-access' : [first, ...rest];
}
