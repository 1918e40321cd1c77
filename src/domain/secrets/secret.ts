import { createHash } from 'node:crypto';
import { inspect } from 'node:util';

const MASK = '***';

/**
 * The value of a key, from the moment it is read until it is placed. It prints as `***` wherever
 * something turns it into text; `reveal()` is the only way to the value and is called only where a
 * value is sent, stored or written.
 */
export class Secret {
  readonly #value: string;

  /** @throws RangeError when the value is empty: an absent secret is `undefined`, never `''`. */
  constructor(value: string) {
    if (value === '') throw new RangeError('A secret cannot be empty.');
    this.#value = value;
  }

  reveal(): string {
    return this.#value;
  }

  /**
   * The first 20 characters: equal to the key's `key_prefix` on the server (docs/contract.md,
   * Secrets).
   */
  get keyPrefix(): string {
    return this.#value.slice(0, 20);
  }

  /** SHA-256 of the whole value as 64 hex digits, as servers store it. Not for display. */
  sha256(): string {
    return createHash('sha256').update(this.#value).digest('hex');
  }

  equals(other: Secret): boolean {
    return this.#value === other.#value;
  }

  toString(): string {
    return MASK;
  }

  toJSON(): string {
    return MASK;
  }

  [inspect.custom](): string {
    return `Secret(${MASK})`;
  }
}
