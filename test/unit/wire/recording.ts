import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod/mini';

const folder = join(import.meta.dirname, '../../../../shared/contract/recorded');

const recording = z.object({
  note: z.optional(z.string()),
  request: z.object({
    method: z.string(),
    path: z.string(),
    headers: z.record(z.string(), z.string()),
    body: z.optional(z.unknown()),
  }),
  response: z.object({
    status: z.number(),
    headers: z.record(z.string(), z.string()),
    body: z.optional(z.unknown()),
  }),
});

/** One real request and its real answer; `body` of the answer is text where it was not JSON. */
export type Recording = z.infer<typeof recording>;

/** False when the shared folder is not checked out beside the project; tests then skip. */
export const haveRecordings = existsSync(folder);

/** Names of all recordings, without `.json`. */
export function recordingNames(): string[] {
  return haveRecordings
    ? readdirSync(folder)
        .filter((file) => file.endsWith('.json'))
        .map((file) => file.slice(0, -'.json'.length))
        .sort()
    : [];
}

export function readRecording(name: string): Recording {
  return recording.parse(JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8')));
}

/** `data` of a recorded success; parse it with the schema of the resource. */
export function recordedData(name: string): unknown {
  return z.object({ data: z.unknown() }).parse(readRecording(name).response.body).data;
}
