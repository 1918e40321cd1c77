/**
 * What the value of a key looks like: Govrail's `grk_live_…` (docs/contract.md, Secrets) and, in
 * the same shape, the `krl_local_…` of the embedded control plane: eight digits of time, 16 and 48
 * hex digits. Neither has a checksum. Source of a regular expression, without flags.
 */
const secretPattern = '(?:grk_live|krl_local)_[0-9a-z]{8}[0-9a-f]{16}_[0-9a-f]{48}';

/** How all values begin: nearly every text has none of these, and is not looked at any closer. */
export const secretBeginnings = ['grk_live_', 'krl_local_'] as const;

/** How many leading characters the server shows as `key_prefix`. */
const keyPrefixLength = 20;

const whole = new RegExp(`^${secretPattern}$`);

/** True when the whole text is a value of one of our formats. */
export function isSecretShaped(text: string): boolean {
  return whole.test(text);
}

/** `key_prefix` of a value: matches a secret to its row without showing it. */
export function keyPrefix(value: string): string {
  return value.slice(0, keyPrefixLength);
}

export interface FoundSecret {
  readonly value: string;
  /** Offset in UTF-16 units. */
  readonly index: number;
}

/** True where a text, or its bytes, may hold a value of ours: two plain searches. */
export function mayHoldSecret(text: string | Buffer): boolean {
  return secretBeginnings.some((beginning) => text.includes(beginning));
}

// What stands before a value is not part of a word, unless it ends an escape: `\n`, `%3D`, `\u0020` of JSON,
// `\033` of a shell, `\N` of YAML, the end of a terminal's colour.
const escapes = [
  String.raw`\\[abefnrtvNLP_]`,
  String.raw`\\[0-7]{1,3}`,
  String.raw`\\x[0-9A-Fa-f]{2}`,
  String.raw`\\u[0-9A-Fa-f]{4}`,
  String.raw`\\U[0-9A-Fa-f]{8}`,
  '%[0-9A-Fa-f]{2}',
  String.raw`\u001b\[[0-9;]*m`,
];
const start = String.raw`(?:(?<![0-9A-Za-z_])|(?<=${escapes.join('|')}))`;

const valueAt = new RegExp(`${start}${secretPattern}(?![0-9A-Za-z_])`, 'y');

/**
 * Every value of our formats in a text that is not part of a longer word, in its order. Looks closer only where one
 * may begin, so that a large text takes no longer than a plain search in it.
 */
export function findSecrets(text: string): FoundSecret[] {
  const search = secretsIn(text);
  for (;;) {
    const step = search.next();
    if (step.done === true) return step.value;
  }
}

/** The same for a text of any size, as work that may be put aside wherever it yields. */
export function* secretsIn(text: string): Generator<undefined, FoundSecret[]> {
  const found: FoundSecret[] = [];
  for (const beginning of secretBeginnings) {
    for (let at = text.indexOf(beginning); at !== -1; at = text.indexOf(beginning, at + 1)) {
      valueAt.lastIndex = at;
      const [value] = valueAt.exec(text) ?? [];
      if (value !== undefined) found.push({ value, index: at });
      yield;
    }
  }
  return found.sort((one, other) => one.index - other.index);
}
