/**
 * What the value of a key looks like: Govrail's `grk_live_…` (facts §10) and, in the same shape, the
 * `krl_local_…` of the embedded control plane. Source of a regular expression, without flags.
 */
const secretPattern = '(?:grk_live|krl_local)_[0-9a-z]{20,30}_[0-9a-f]{48}';

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

/** Every value of our formats in a text that is not part of a longer word. */
export function findSecrets(text: string): FoundSecret[] {
  const pattern = new RegExp(`(?<![0-9A-Za-z_])${secretPattern}(?![0-9A-Za-z_])`, 'g');
  return [...text.matchAll(pattern)].map((match) => ({ value: match[0], index: match.index }));
}
