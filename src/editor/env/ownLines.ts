import type { Secret } from '../../domain/secrets/secret.ts';
import { findSecrets, isSecretShaped } from '../../domain/secrets/secretFormat.ts';
import { latin1View } from '../../dotenv/fileText.ts';
import { findVariable } from '../../dotenv/variable.ts';

/** A line that may hold the value of one of our keys. */
export interface OwnLine {
  readonly variable: string;
  /** Counted from 1. */
  readonly line: number;
  readonly value: Secret;
}

/**
 * The lines whose value begins like one of our keys, or whose variable is `known` to hold one: of
 * each variable the last one, which is what readers take. `undefined` for a file that readers do not agree on: nothing is known of it then.
 */
export function ownLines(
  bytes: Uint8Array,
  prefixes: ReadonlySet<string>,
  known: ReadonlySet<string> = new Set(),
): readonly OwnLine[] | undefined {
  const view = latin1View(bytes);
  // Nearly every file holds nothing of ours, and is not split into statements for that.
  if (known.size === 0 && !mayHoldOurs(view, prefixes)) return [];
  const lines: OwnLine[] = [];
  for (const variable of assignedIn(view)) {
    const last = findVariable(bytes, variable).at(-1);
    if (last) {
      if (known.has(variable) || isOurs(last.value, prefixes)) lines.push({ variable, ...last });
      continue;
    }
    // Assigned, and yet not to be read: the file is odd there.
    if (known.has(variable)) return undefined;
  }
  return lines;

  function assignedIn(text: string): ReadonlySet<string> {
    const names = new Set<string>();
    for (const [line, name = ''] of text.matchAll(assignment)) {
      if (known.has(name) || mayHoldOurs(line, prefixes)) names.add(name);
    }
    return names;
  }
}

/** A line that gives a variable something; the byte order mark is not part of the first name. */
const assignment =
  /(?:^|(?<=\u00bf))[ \t]*(?:export[ \t]+)?([A-Za-z_][\w.-]*)[ \t]*=[^\r\n]*\S[^\r\n]*/gm;

function mayHoldOurs(view: string, prefixes: ReadonlySet<string>): boolean {
  for (const prefix of prefixes) if (view.includes(prefix)) return true;
  return findSecrets(view).length > 0;
}

function isOurs(value: Secret, prefixes: ReadonlySet<string>): boolean {
  return prefixes.has(value.keyPrefix) || isSecretShaped(value.reveal());
}
