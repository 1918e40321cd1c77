import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/**
 * Takes out what esbuild writes for cases that do not come up here, and brings its report up to date:
 * - imports without names, one for each file that a part could possibly need. They keep the order in
 *   which files are evaluated, and only the start depends on that;
 * - files that only pass names on, one for each file that is loaded later from a room. The room gives
 *   those names itself, and who asks for such a file asks the room.
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
      const chunks = Object.keys(outputs).filter((file) => /^dist\/chunks\/\w+\.js$/.test(file));
      const code = new Map(chunks.map((file) => [path.basename(file), read(file)]));
      const roomInstead = passNamesOn(code);
      const needless = Object.keys(outputs).filter((file) => roomInstead.has(path.basename(file)));
      for (const file of needless) rmSync(file);
      metafile.outputs = Object.fromEntries(
        Object.entries(outputs).filter(([file]) => !needless.includes(file)),
      );
      for (const [file, output] of Object.entries(metafile.outputs)) {
        const lean = (code.get(path.basename(file)) ?? readFileSync(file, 'utf8')).replace(
          /(?<=\bimport\("\.\/(?:chunks\/)?)\w+\.js(?="\))/g,
          (asked) => roomInstead.get(asked) ?? asked,
        );
        writeFileSync(file, lean);
        output.bytes = Buffer.byteLength(lean);
        output.imports = output.imports
          .map((each) => ({ ...each, path: throughRoom(each.path, roomInstead) }))
          .filter((each) => each.external === true || lean.includes(path.basename(each.path)));
      }
    });
  },
};

/** @param {string} file */
function read(file) {
  return readFileSync(file, 'utf8').replace(/\bimport"\.\/\w+\.js";/g, '');
}

/** @param {string} file @param {ReadonlyMap<string, string>} roomInstead */
function throughRoom(file, roomInstead) {
  const room = roomInstead.get(path.basename(file));
  return room === undefined ? file : path.posix.join(path.posix.dirname(file), room);
}

/**
 * Lets rooms give what other files only pass on, where no other thing of theirs has that name.
 *
 * @param {Map<string, string>} code by name of the file; changed
 * @returns {Map<string, string>} the room to ask instead of each file that is no longer needed
 */
function passNamesOn(code) {
  const roomInstead = new Map();
  for (const [file, text] of code) {
    const [, taken, room, given] =
      /^import\{([^}]*)\}from"\.\/(\w+\.js)";export\{([^}]*)\};\s*$/.exec(text) ?? [];
    if (taken === undefined || room === undefined || given === undefined) continue;
    const there = new Map(pairs(taken).map(([name, here]) => [here, name]));
    const wanted = pairs(given).map(([here, name]) => [there.get(here), name]);
    const [whole, list = ''] = /\bexport\{([^}]*)\};\s*$/.exec(code.get(room) ?? '') ?? [];
    const exported = new Map(pairs(list).map(([here, name]) => [name, here]));
    const isFree = wanted.every(
      ([from, name]) => !exported.has(name) || exported.get(name) === exported.get(from),
    );
    if (whole === undefined || !isFree) continue;
    for (const [from, name] of wanted) exported.set(name, exported.get(from));
    const all = [...exported].map(([name, here]) => (name === here ? name : `${here} as ${name}`));
    code.set(room, (code.get(room) ?? '').replace(whole, `export{${all.join()}};\n`));
    roomInstead.set(file, room);
  }
  return roomInstead;
}

/** `a as b,c` as `[['a', 'b'], ['c', 'c']]`. @param {string} list */
function pairs(list) {
  return list.split(',').map((each) => {
    const [name = '', alias = name] = each.split(' as ');
    return [name, alias];
  });
}
