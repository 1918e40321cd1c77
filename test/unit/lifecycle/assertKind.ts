import assert from 'node:assert/strict';

/** The member of a union of this kind; anything else fails the test and says what it was. */
export function assertKind<T extends { readonly kind: string }, K extends T['kind']>(
  value: T,
  kind: K,
): Extract<T, { readonly kind: K }> {
  assert.equal(value.kind, kind);
  // Checked in the line above.
  return value as Extract<T, { readonly kind: K }>;
}
