import type * as z from 'zod/mini';
import { invalid } from './httpError.ts';

/** Deeper nesting than this is nobody's request, and would overflow what walks it. */
const MAX_DEPTH = 32;

/**
 * A request body as a JSON object. @throws HttpError 400 for everything else, `null` and `[]`
 * included.
 */
export function readJson(text: string): object {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw invalid('Request body must be valid JSON');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw invalid('Request body must be a JSON object');
  }
  if (isDeeper(value, MAX_DEPTH)) throw invalid('Request body is nested too deeply');
  return value;
}

function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((inner) => isDeeper(inner, levels - 1));
}

/** What is wrong with a body at a place, in the server's words. */
export type Explain = (path: string, issue: z.core.$ZodIssue) => string | Error;

/**
 * Parses a body with the schema of the wire. @throws HttpError 400 with the explanation of the first
 * issue.
 */
export function parseBody<Schema extends z.ZodMiniType>(
  schema: Schema,
  body: unknown,
  explain: Explain,
): z.infer<Schema> {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  if (issue === undefined) throw parsed.error;
  const explanation = explain(issue.path.join('.'), issue);
  throw typeof explanation === 'string' ? invalid(explanation) : explanation;
}

/**
 * The same value with sorted keys and no spaces, so that key order does not matter to a hash
 * (docs/contract.md, Idempotency).
 */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}
