import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import * as z from 'zod/mini';
import { startLineProcess } from './lineProcess.ts';
import type { RealReader, Values } from './realReader.ts';

const SERVER = fileURLToPath(new URL('readPython.py', import.meta.url));
// Pairs, not an object: V8 14 now and then takes an escaped key (U+FEFF) for its backslash.
const answer = z.nullable(z.array(z.tuple([z.string(), z.nullable(z.string())])));
const PYTHONS = ['python3', '/usr/bin/python3'];

/** A Python that has python-dotenv, or `undefined`: `apt-get install python3-dotenv` brings one. */
function findPython(): { python: string; version: string } | undefined {
  for (const python of PYTHONS) {
    try {
      const code = 'import dotenv, importlib.metadata as m; print(m.version("python-dotenv"))';
      const out = execFileSync(python, ['-c', code], { stdio: ['ignore', 'pipe', 'ignore'] });
      const version = out.toString().trim();
      // Wine starts it, and hears nothing of it.
      if (version !== '') return { python, version };
    } catch {
      continue;
    }
  }
  return undefined;
}

/** python-dotenv with and without interpolation, each in one process for the whole run. */
export function pythonReaders(): RealReader[] {
  const found = findPython();
  if (found === undefined) return [];
  return (['python_dotenv', 'python_dotenv_interp'] as const).map((name) => {
    const interpolate = name === 'python_dotenv_interp' ? '1' : '0';
    const server = startLineProcess(found.python, [SERVER, interpolate], {
      PATH: process.env['PATH'],
      PYTHONPATH: process.env['PYTHONPATH'],
    });
    const readOne = async (bytes: Uint8Array): Promise<Values | undefined> => {
      const line = await server.ask(Buffer.from(bytes).toString('base64'));
      const values = answer.parse(JSON.parse(line));
      return values === null ? undefined : new Map(values);
    };
    return {
      name,
      version: found.version,
      read: (files) => Promise.all(files.map(readOne)),
      close: () => {
        server.close();
      },
    };
  });
}
