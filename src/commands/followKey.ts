import { isRowArgument } from '../editor/ownArguments.ts';
import type { FollowedRow } from '../editor/keys/keyFocus.ts';

/**
 * Where the keyboard goes if the row of the *API Keys* view that a command was called from, or that had the
 * keyboard before the palette, is not drawn any more: to the key that took its place, else to where the key
 * stands now. `undefined` for any other caller.
 * @param made what the command answered
 * @param isOfRow whether it was called from the row. From the palette only what answers with a key was about
 *   one: a connection that changes all rows ends when its server has answered, and would take the keyboard from
 *   whatever the person has opened by then
 */
export function followedRow(
  argument: unknown,
  made: unknown,
  isOfRow: boolean,
): FollowedRow | undefined {
  if (!isRowArgument(argument) || !isKeyRow(argument)) return undefined;
  const named =
    typeof made === 'object' && made !== null && 'keyId' in made && typeof made.keyId === 'string'
      ? made.keyId
      : undefined;
  if (!isOfRow && named === undefined) return undefined;
  const { id, keyId, isPredecessor, row } = argument;
  // Below a service account, in the other view, its id begins with that.
  if (id.startsWith(row.key.service_account_id ?? '/:')) return undefined;
  if (isPredecessor) return { id, keyId: row.retiring?.successor.keyId ?? keyId };
  return { id, keyId: named ?? keyId };
}

/** What is asked of such a row; the views above know the rest. */
interface KeyOfRow {
  readonly id: string;
  readonly keyId: string;
  readonly isPredecessor: boolean;
  readonly row: {
    readonly key: { readonly service_account_id: string | null };
    readonly retiring?: { readonly successor: { readonly keyId: string } } | undefined;
  };
}

/** Rows are Keyrail's own objects, so their name says what they have. */
function isKeyRow(row: object): row is KeyOfRow {
  return 'node' in row && row.node === 'key';
}
