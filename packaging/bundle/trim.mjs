import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/**
 * Takes out what esbuild writes for cases that do not come up here, and brings its report up to date:
 * - imports without names, one for each file that a part could possibly need. They keep the order in
 *   which files are evaluated, and only the start depends on that;
 * - files that only pass names on: one for each file that is loaded later from a room, and the entry
 *   before the start. The room gives those names itself, and who asked for such a file asks the room.
 *
 * All files lie in one folder, with names that no other text has.
 *
 * @type {import('esbuild').Plugin}
 */
export const trim = {
  name: 'trim',
  setup(build) {
    build.onEnd(({ metafile }) => {
      // Where every save builds again, what esbuild wrote is used as it is.
      if (!metafile || build.initialOptions.minify !== true) return;
      const { outputs } = metafile;
      /** @type {Map<string, string>} */
      const code = new Map();
      for (const file of Object.keys(outputs)) code.set(path.basename(file), withoutEmpty(file));
      const { room, entry } = passNamesOn(code, path.basename(mainFile));
      /** @param {string} file */
      const lasting = (file) =>
        file === entry ? path.basename(mainFile) : (room.get(file) ?? file);
      for (const file of Object.keys(outputs)) rmSync(file);
      metafile.outputs = {};
      for (const [file, output] of Object.entries(outputs)) {
        const name = path.basename(file);
        if (room.has(name)) continue;
        const lean = (code.get(name) ?? '').replace(/(?<="\.\/)\w+\.js(?=")/g, lasting);
        const place = path.posix.join(path.posix.dirname(file), lasting(name));
        writeFileSync(place, lean);
        const imports = output.imports
          .map((each) => ({
            ...each,
            path: path.posix.join(path.posix.dirname(each.path), lasting(path.basename(each.path))),
          }))
          .filter((each) => each.external === true || lean.includes(path.basename(each.path)));
        metafile.outputs[place] = { ...output, imports, bytes: Buffer.byteLength(lean) };
      }
    });
  },
};

/** What VS Code loads, by the manifest. */
const mainFile = 'dist/extension.js';

/** @param {string} file */
function withoutEmpty(file) {
  return readFileSync(file, 'utf8').replace(/\bimport"\.\/\w+\.js";/g, '');
}

/**
 * Lets rooms give what other files only pass on, where no other thing of theirs has that name.
 *
 * @param {Map<string, string>} code by name of the file; changed
 * @param {string} main
 * @returns {{ room: ReadonlyMap<string, string>, entry: string | undefined }} the room to ask instead
 * of each file that is no longer needed, and the one that is the entry now
 */
function passNamesOn(code, main) {
  const room = new Map();
  for (const [file, text] of code) {
    const [, taken, from, given] =
      /^import\{([^}]*)\}from"\.\/(\w+\.js)";export\{([^}]*)\};\s*$/.exec(text) ?? [];
    if (taken === undefined || from === undefined || given === undefined) continue;
    const there = new Map(pairs(taken).map(([name, here]) => [here, name]));
    const wanted = pairs(given).map(([here, name]) => [there.get(here), name]);
    const [whole, list = ''] = /\bexport\{([^}]*)\};\s*$/.exec(code.get(from) ?? '') ?? [];
    const exported = new Map(pairs(list).map(([here, name]) => [name, here]));
    const isFree = wanted.every(
      ([name, wish]) => !exported.has(wish) || exported.get(wish) === exported.get(name),
    );
    if (whole === undefined || !isFree) continue;
    for (const [name, wish] of wanted) exported.set(wish, exported.get(name));
    const all = [...exported].map(([name, here]) => (name === here ? name : `${here} as ${name}`));
    // The names may have a `$`, which means something in a replacement that is a text.
    code.set(
      from,
      (code.get(from) ?? '').replace(whole, () => `export{${all.join()}};\n`),
    );
    room.set(file, from);
  }
  return { room, entry: room.get(main) };
}

/** `a as b,c` as `[['a', 'b'], ['c', 'c']]`. @param {string} list */
function pairs(list) {
  return list.split(',').map((each) => {
    const [name = '', alias = name] = each.split(' as ');
    return [name, alias];
  });
}
