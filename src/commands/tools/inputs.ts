import { t } from '@vscode/l10n';
import type * as z from 'zod/mini';
import { UserFacingError } from '../../domain/errors.ts';
import { redact } from '../../domain/secrets/redact.ts';

/** Why an input that holds something like a secret is refused, with the value masked. */
export function refusalOfSecret(input: unknown): string | undefined {
  const suspect = texts(input).find(looksSecret);
  if (suspect === undefined) return undefined;
  return t(
    'This input holds something that looks like a secret ({0}), so nothing was done with it. Secrets never go through tools: name the key by its id, name or prefix. If the value is real, rotate the key, for it has been seen.',
    excerpt(redact(suspect)),
  );
}

/**
 * What an agent passed, as the tool takes it; values of keys are not looked at.
 * @throws UserFacingError
 */
export function readInput<T>(schema: z.ZodMiniType<T>, input: unknown): T {
  const refused = refusalOfSecret(input);
  if (refused !== undefined) throw new UserFacingError(refused);
  const parsed = schema.safeParse(input ?? {});
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new UserFacingError(
    t(
      'The input does not fit the schema of this tool (at {0}).',
      issue?.path.join('.') || t('its top level'),
    ),
  );
}

/** True for text that holds a value of our formats, whole or cut, or a credential of another kind. */
export function looksSecret(text: string): boolean {
  return redact(text) !== text;
}

/** Every text in it; names of fields are looked at too, for an agent may choose them. */
function texts(input: unknown): string[] {
  const found: string[] = [];
  // However deep it is.
  const left = [input];
  while (left.length > 0) {
    const next = left.pop();
    if (typeof next === 'string') found.push(next);
    if (typeof next !== 'object' || next === null) continue;
    for (const [name, value] of Object.entries(next)) {
      found.push(name);
      left.push(value);
    }
  }
  return found;
}

function excerpt(text: string): string {
  const at = text.indexOf('***');
  const from = Math.max(0, at - 24);
  return `${from > 0 ? '…' : ''}${text.slice(from, at + 3)}`;
}
