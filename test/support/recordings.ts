import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod/mini';

const folder = path.resolve(import.meta.dirname, '../fixtures/contract');

const side = { headers: z.record(z.string(), z.string()), body: z.optional(z.unknown()) };
const recording = z.object({
  request: z.object({ method: z.string(), path: z.string(), ...side }),
  response: z.object({ status: z.number(), ...side }),
});

/**
 * One real request and its real answer, of either variant (docs/contract.md). A body that was not
 * JSON is `{raw}` in a request and text in an answer. The server was a throw-away one; the random
 * part of every secret is a number in its place.
 */
export type Recording = z.infer<typeof recording>;

/** Names of all recordings, without `.json`, in order. */
export function recordingNames(): string[] {
  const files = readdirSync(folder).filter((file) => file.endsWith('.json'));
  return files.sort().map((file) => file.slice(0, -'.json'.length));
}

export function allRecordings(): [name: string, recording: Recording][] {
  return recordingNames().map((name) => [name, readRecording(name)]);
}

/** @throws Error when there is no recording of that name. */
export function readRecording(name: string): Recording {
  return recording.parse(JSON.parse(readFileSync(path.join(folder, `${name}.json`), 'utf8')));
}

/** `data` of a recorded success; parse it with the schema of the resource. */
export function recordedData(name: string): unknown {
  return z.object({ data: z.unknown() }).parse(readRecording(name).response.body).data;
}
