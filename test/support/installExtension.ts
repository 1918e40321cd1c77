import { cpSync, existsSync, globSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';

/**
 * Puts a built extension into a server's folder of extensions, replacing what was there of it; the
 * server must not be running.
 *
 * @throws Error when the extension was not built
 */
export function installExtension(from: string, extensions: string): void {
  const manifest: unknown = JSON.parse(readFileSync(path.join(from, 'package.json'), 'utf8'));
  const nothing = { name: '', publisher: '', main: '', files: [] as readonly string[] };
  const { name, publisher, main, files } = Object.assign(nothing, manifest);
  if (!existsSync(path.join(from, main))) throw new Error(`${main} is missing: run npm run build.`);
  const to = path.join(extensions, `${publisher}.${name}`);
  rmSync(to, { recursive: true, force: true });
  // The server's list of what is installed; without it, it looks into the folder again.
  rmSync(path.join(extensions, 'extensions.json'), { force: true });
  // What a person who installs the extension gets; sources and tests stay behind.
  for (const part of globSync(['package.json', ...files], { cwd: from })) {
    cpSync(path.join(from, part), path.join(to, part), { recursive: true });
  }
}
