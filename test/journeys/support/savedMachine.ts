import { cp, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { isOfCache } from '../../support/warmCache.ts';

/** What a person has on a machine besides their settings, which are each session's own. */
const parts = [
  path.join('server', 'data', 'User', 'globalStorage'),
  'profile',
  // What seals the secrets in the profile.
  'profile.mint-key',
];
const noted = 'secrets.json';

/** Leaves what a person has, and which secrets are in it; nothing of it may be running. */
export async function saveMachine(
  from: string,
  to: string,
  secrets: ReadonlySet<string>,
): Promise<void> {
  const profile = path.join(from, 'profile');
  // What every browser may take is no person's.
  const filter = (file: string) => !isOfCache(profile, file);
  for (const part of parts)
    await cp(path.join(from, part), path.join(to, part), { recursive: true, filter });
  await writeFile(path.join(to, noted), JSON.stringify([...secrets]), { mode: 0o600 });
}

/** Puts it onto a new machine; resolves with the secrets that are in it. */
export async function copyMachine(from: string, to: string): Promise<readonly string[]> {
  for (const part of parts)
    await cp(path.join(from, part), path.join(to, part), { recursive: true });
  // `as`: written above.
  return JSON.parse(await readFile(path.join(from, noted), 'utf8')) as string[];
}
