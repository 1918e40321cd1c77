import { createRequire } from 'node:module';
import { parseEnv } from 'node:util';
import dotenv18 from 'dotenv';
import dotenv16 from 'dotenv16';
import dotenv17 from 'dotenv17';
import type { RealReader, Values } from './realReader.ts';

const require = createRequire(import.meta.url);

function reader(
  name: string,
  version: string,
  parse: (text: string) => Record<string, string | undefined>,
): RealReader {
  const readOne = (bytes: Uint8Array): Values =>
    new Map(
      Object.entries(parse(Buffer.from(bytes).toString('utf8'))).map(([k, v]) => [k, v ?? null]),
    );
  return { name, version, read: async (files) => files.map(readOne), close: () => undefined };
}

/** The version that is installed under an alias in package.json. */
function versionOf(alias: string): string {
  const manifest: unknown = require(`${alias}/package.json`);
  const known = typeof manifest === 'object' && manifest !== null && 'version' in manifest;
  return known ? String(manifest.version) : 'unknown';
}

/** The three generations of npm's dotenv, and Node itself. */
export function javascriptReaders(): RealReader[] {
  return [
    reader('dotenv16', versionOf('dotenv16'), (text) => dotenv16.parse(text)),
    reader('dotenv17', versionOf('dotenv17'), (text) => dotenv17.parse(text)),
    reader('dotenv18', versionOf('dotenv'), (text) => dotenv18.parse(text)),
    reader('node24', process.versions.node, (text) => parseEnv(text)),
  ];
}
