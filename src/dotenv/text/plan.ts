import type { QuotedForm } from './quoting.ts';
import type { Refusal } from './refusal.ts';

/** One line of the preview. Values are masked; a comment behind the value is left out. */
export interface Change {
  readonly kind: 'replaced' | 'appended' | 'removed';
  /** Counted from 1: where the line is afterwards, or was when it is removed. */
  readonly line: number;
  readonly before?: string;
  readonly after?: string;
  /** How the new value is quoted; absent for a removal. */
  readonly form?: QuotedForm;
}

/** Something to tell the person that is no reason to refuse. */
export type Warning =
  /** `docker run --env-file` takes quotation marks as part of the value. */
  | { readonly kind: 'quoted' }
  /** The variable is also set on earlier lines; readers that take the first one see that. */
  | { readonly kind: 'also-set-before'; readonly lines: readonly number[] }
  /** The tool has a way of its own with this file; after the change it reads something else in it. */
  | { readonly kind: 'reader-differs'; readonly tool: string }
  /** Python tools do not read files in other encodings. */
  | { readonly kind: 'not-utf8' };

export interface Write {
  readonly kind: 'write';
  /** The whole file as it shall be. Holds the secret. */
  readonly bytes: Uint8Array;
  readonly changes: readonly Change[];
  readonly warnings: readonly Warning[];
}

export interface Unchanged {
  readonly kind: 'unchanged';
}

export type Plan = Write | Unchanged | Refusal;

/** What shall become of a file: pure, so that it can be made again when the file has changed. */
export type Planner = (bytes: Uint8Array) => Plan;

/** Both plans as one, or the first refusal: an edit of two variables is made whole or not at all. */
export function both(first: Planner, second: Planner): Planner {
  return (bytes) => {
    const one = first(bytes);
    if (one.kind === 'refused') return one;
    const two = second(one.kind === 'write' ? one.bytes : bytes);
    if (one.kind === 'unchanged' || two.kind === 'refused') return two;
    if (two.kind === 'unchanged') return one;
    return {
      kind: 'write',
      bytes: two.bytes,
      changes: [...one.changes, ...two.changes],
      warnings: [...one.warnings, ...two.warnings],
    };
  };
}
