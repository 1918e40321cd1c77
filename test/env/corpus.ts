import { readFileSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod/mini';

const upsert = z.object({
  key: z.string(),
  secret: z.string(),
  kind: z.string(),
  outcome: z.enum(['must-write', 'may-refuse', 'must-refuse', 'append-or-refuse']),
});
const generated = z.object({
  prefix: z.string(),
  unit_char: z.string(),
  unit_count: z.number(),
  unit_suffix: z.string(),
  times: z.number(),
});
const envCase = z.object({
  name: z.string(),
  tags: z.array(z.string()),
  input: z.optional(z.string()),
  input_b64: z.optional(z.string()),
  input_gen: z.optional(generated),
  readers_healthy: z.array(z.string()),
  upsert: z.array(upsert),
});
const observation = z.object({
  env: z.optional(z.record(z.string(), z.nullable(z.string()))),
  error: z.optional(z.string()),
});
const secretShape = z.object({ name: z.string(), secret: z.string(), form: z.string() });

export type Upsert = z.infer<typeof upsert>;
export type Observation = z.infer<typeof observation>;
export type SecretShape = z.infer<typeof secretShape>;

export interface EnvCase {
  readonly name: string;
  readonly tags: readonly string[];
  readonly bytes: Buffer;
  readonly healthy: ReadonlySet<string>;
  readonly upserts: readonly Upsert[];
}

export interface Corpus {
  readonly cases: readonly EnvCase[];
  readonly observed: ReadonlyMap<string, Readonly<Record<string, Observation>>>;
  readonly secrets: readonly SecretShape[];
}

function inputBytes(raw: z.infer<typeof envCase>): Buffer {
  if (raw.input !== undefined) return Buffer.from(raw.input);
  if (raw.input_b64 !== undefined) return Buffer.from(raw.input_b64, 'base64');
  if (raw.input_gen === undefined) throw new Error(`${raw.name} has no input`);
  const { prefix, unit_char, unit_count, unit_suffix, times } = raw.input_gen;
  return Buffer.from(prefix + (unit_char.repeat(unit_count) + unit_suffix).repeat(times));
}

/**
 * A corpus of files of other projects, which are no part of this one: `cases.json`, `observed.json`
 * and `secrets.json` in a folder. @throws where one of them is missing or of another shape
 */
export function loadCorpus(folder: string): Corpus {
  const read = (name: string): unknown => JSON.parse(readFileSync(path.join(folder, name), 'utf8'));
  const observed = z
    .record(z.string(), z.record(z.string(), observation))
    .parse(read('observed.json'));
  return {
    cases: z
      .array(envCase)
      .parse(read('cases.json'))
      .map((raw) => ({
        name: raw.name,
        tags: raw.tags,
        bytes: inputBytes(raw),
        healthy: new Set(raw.readers_healthy),
        upserts: raw.upsert,
      })),
    observed: new Map(Object.entries(observed)),
    secrets: z.array(secretShape).parse(read('secrets.json')),
  };
}
