import fc from 'fast-check';

/** A call as a launch, a task or another extension makes it: JSON, and nothing else. */
export interface FuzzedCall {
  readonly command: string;
  readonly argument: unknown;
}

/**
 * Calls of `commands` with arguments that were made at random: values that fit, such as the ids in
 * `known`, those that nearly fit, and any JSON; the same ones for a seed.
 */
export function fuzzedCalls(
  commands: readonly string[],
  known: readonly unknown[],
  seed: number,
  count: number,
): FuzzedCall[] {
  const names = [
    ...['keyId', 'keyIds', 'to', 'serviceAccountId', 'workspaceId', 'connectionId', 'operationId'],
    ...['scope', 'expiresAt', 'name', 'description', 'role', 'env', 'file', 'folder', 'variable'],
    ...['grace', 'minutes', 'days', 'kind', 'decision', 'status', 'fix', 'line', 'character'],
    // What no argument of a program may mean: a row, a ticket, an answer.
    ...['node', 'id', 'row', 'ticket', 'confirmed', 'first', 'elsewhere', '__proto__'],
  ];
  const value = fc.oneof(
    fc.constantFrom(...known),
    fc.constantFrom(
      ...['local', 'remote', 'now', 'when-unused', 'give-up', 'complete', 'environment', 'key'],
      ...[['runs:write'], [], null, true, 1, 15, 60, '.env', '../.env', 'THEIRS', 'PATH', ''],
    ),
    fc.jsonValue({ maxDepth: 2 }),
  );
  const argument = fc.oneof(
    { weight: 8, arbitrary: fc.dictionary(fc.constantFrom(...names), value, { maxKeys: 5 }) },
    { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
  );
  return fc.sample(fc.record({ command: fc.constantFrom(...commands), argument }), {
    seed,
    numRuns: count,
  });
}
