import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';

const start = path.resolve('src/extension.ts');

/**
 * What is loaded later is loaded by the room: what looks and watches, and what commands do. esbuild
 * alone makes two hundred files of it, most of a kilobyte, and forty kilobytes of names by which they
 * call one another; VS Code resolves each of them through its module hooks.
 */
const rooms = {
  look: /^(?:client|dotenv|files|lifecycle|views)\/|^editor\/(?:env|keys|notices|placements|secrets)\//,
  act: /^(?:commands|domain|editor|panels|wire)\//,
};
/** These stay files of their own, because only those load them who use them. */
const apart = /^controlPlane\/|\/leaks\/|^client\/transport\/overHttp\.ts$/;

/**
 * Has every file that is loaded later import the start, which was loaded before it, and the others of
 * its room. esbuild puts what is shared by the same set of files into one, so that the start becomes
 * one file and each room another.
 *
 * @type {import('esbuild').Plugin}
 */
export const byRoom = {
  name: 'by-room',
  setup(build) {
    /** @type {Map<string, string | undefined>} */
    const loadedLater = new Map();
    build.onStart(() => {
      loadedLater.clear();
      for (const file of globSync('src/**/*.ts')) {
        for (const [, to] of readFileSync(file, 'utf8').matchAll(/\bimport\('(\.[^']+)'\)/g)) {
          const target = path.resolve(path.dirname(file), to);
          loadedLater.set(target, roomOf(path.relative('src', target)));
        }
      }
    });
    build.onLoad({ filter: /\.ts$/ }, ({ path: file }) => {
      if (!loadedLater.has(file)) return undefined;
      const room = loadedLater.get(file);
      const others = [...loadedLater].filter(
        ([other, its]) => room !== undefined && its === room && other !== file,
      );
      // Behind its own imports: what it needs is evaluated before what it only lies beside.
      const lines = [`import ${JSON.stringify(start)};`, readFileSync(file, 'utf8')];
      for (const [other] of others) lines.push(`import ${JSON.stringify(other)};`);
      return { contents: lines.join('\n'), loader: 'ts' };
    });
  },
};

/** @param {string} file below `src`, with the separators of this system */
function roomOf(file) {
  const name = file.replaceAll(path.sep, '/');
  if (apart.test(name)) return undefined;
  return Object.entries(rooms).find(([, pattern]) => pattern.test(name))?.[0];
}
