import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod/mini';

const folder = path.resolve(import.meta.dirname, '../../../shared/contract/recorded');

const side = { headers: z.record(z.string(), z.string()), body: z.optional(z.unknown()) };
const recording = z.object({
  request: z.object({ method: z.string(), path: z.string(), ...side }),
  response: z.object({ status: z.number(), ...side }),
});

/** One real request and its real answer, of either variant. */
export type Recording = z.infer<typeof recording>;

/** False when the shared folder is not beside the project; tests then skip. */
export const haveRecordings = existsSync(folder);

/** All recordings by name, without `.json`, in order. Empty when there are none. */
export function allRecordings(): [name: string, recording: Recording][] {
  if (!haveRecordings) return [];
  const names = readdirSync(folder).filter((file) => file.endsWith('.json'));
  return names.sort().map((file) => {
    const text = readFileSync(path.join(folder, file), 'utf8');
    return [file.slice(0, -'.json'.length), recording.parse(JSON.parse(text))];
  });
}

/** @throws Error when there is no recording of that name. */
export function readRecording(name: string): Recording {
  return recording.parse(JSON.parse(readFileSync(path.join(folder, `${name}.json`), 'utf8')));
}
