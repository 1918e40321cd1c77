import { findSecrets } from '../domain/secretFormat.ts';
import { Secret } from '../domain/secret.ts';
import { latin1View, lineAt, toText } from '../dotenv/fileText.ts';
import { readRegularFile } from '../dotenv/regularFile.ts';

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
  const file = readRegularFile(bytes);
  if (file.kind === 'refused') return undefined;
  const lines = new Map<string, OwnLine>();
  for (const statement of file.statements) {
    if (statement.kind !== 'assignment') continue;
    lines.delete(statement.name);
    const text = toText(statement.value.text);
    if (text === '' || !(known.has(statement.name) || isOurs(text, prefixes))) continue;
    lines.set(statement.name, {
      variable: statement.name,
      line: lineAt(view, statement.start),
      value: new Secret(text),
    });
  }
  return [...lines.values()];
}

function mayHoldOurs(view: string, prefixes: ReadonlySet<string>): boolean {
  for (const prefix of prefixes) if (view.includes(prefix)) return true;
  return findSecrets(view).length > 0;
}

function isOurs(text: string, prefixes: ReadonlySet<string>): boolean {
  return prefixes.has(new Secret(text).keyPrefix) || findSecrets(text).length > 0;
}
