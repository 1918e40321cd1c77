import { spawnSync } from 'node:child_process';
import type { FormatName } from './formats.ts';

/** What a parser makes of files, as data that can be compared; `undefined` for what it does not take. */
export type Parse = (texts: readonly string[]) => readonly unknown[];

/** This machine has no parser of a format. */
export class NoParser extends Error {}

/** Dictionaries become lists of pairs, so that names of any kind are compared, too. */
const SCRIPT = `
import configparser, json, sys
def plain(it):
    if isinstance(it, dict): return [[plain(k), plain(v)] for k, v in it.items()]
    if isinstance(it, (list, tuple)): return [plain(each) for each in it]
    return it if isinstance(it, str) else repr(it)
def ini(text):
    parser = configparser.RawConfigParser(strict=False, allow_no_value=True)
    parser.optionxform = str
    parser.read_string('[top]\\n' + text)
    return {name: dict(parser[name]) for name in parser}
def of(format):
    if format == 'TOML': import tomllib; return tomllib.loads
    if format == 'YAML': import yaml; return yaml.safe_load
    return ini
given = json.load(sys.stdin)
try: parse = of(given['format'])
except ImportError: sys.exit(3)
def answer(text):
    try: return plain(parse(text))
    except Exception: return None
json.dump([answer(text) for text in given['texts']], sys.stdout)`;

/** By a parser of Python. @throws NoParser where this machine has none */
const python =
  (format: FormatName): Parse =>
  (texts) => {
    const input = JSON.stringify({ format, texts });
    const done = spawnSync('python3', ['-c', SCRIPT], {
      input,
      encoding: 'utf8',
      maxBuffer: 2 ** 29,
    });
    if (done.status !== 0) throw new NoParser(`no parser of ${format} in Python`);
    // `as`: the script's answer.
    return (JSON.parse(done.stdout) as unknown[]).map((answer) => answer ?? undefined);
  };

const each =
  (parse: (text: string) => unknown): Parse =>
  (texts) =>
    texts.map((text) => {
      try {
        return parse(text);
      } catch {
        return undefined;
      }
    });

/**
 * Of JSON that of JavaScript; of YAML, TOML, INI and the INI of `.npmrc` those of Python; of properties and
 * Dockerfiles, whose tools are not at hand, the grammar of their documentation told again. Of `shell` bash
 * itself: `readers/bashReader.ts`.
 */
export const parsers: Readonly<Record<Exclude<FormatName, 'shell'>, Parse>> = {
  JSON: each((text) => JSON.parse(text) as unknown),
  YAML: python('YAML'),
  TOML: python('TOML'),
  properties: each(parseProperties),
  INI: python('INI'),
  '.npmrc': python('.npmrc'),
  Dockerfile: each(parseDockerfile),
};

/** As `java.util.Properties.load` says it does. */
function parseProperties(text: string): unknown {
  const lines = text
    .replace(/^[ \t\f]*[#!].*$/gm, '')
    .replace(/(?<!\\)((?:\\\\)*)\\\r?\n[ \t\f]*/g, '$1')
    .split(/\r?\n/)
    .map((line) => line.replace(/^[ \t\f]+/, ''))
    .filter((line) => line !== '');
  return lines.map((line) => {
    const key = /^(?:\\.|[^\\ \t\f=:])*/.exec(line)?.[0] ?? '';
    const value = line.slice(key.length).replace(/^[ \t\f]*[=:]?[ \t\f]*/, '');
    return [unescaped(key), unescaped(value)];
  });
}

const controls: Readonly<Record<string, string>> = { t: '\t', n: '\n', r: '\r', f: '\f' };

const unescaped = (text: string): string =>
  text.replace(/\\(?:u([0-9A-Fa-f]{4})|(.))/g, (_, code: string | undefined, other: string) =>
    code === undefined ? (controls[other] ?? other) : String.fromCharCode(parseInt(code, 16)),
  );

/** As the reference of the Dockerfile says: lines joined, comments out, words by quotation marks, or JSON. */
function parseDockerfile(text: string): unknown {
  const joined = text.replace(/^[ \t]*#.*\n/gm, '').replace(/\\[ \t]*\n/g, '');
  return joined
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const [, keyword = '', rest = ''] = /^\s*([A-Za-z]+)\s+(.*)$/.exec(line) ?? [];
      if (keyword === '') throw new Error(`no instruction in ${line}`);
      if (rest.startsWith('[')) return [keyword, JSON.parse(rest) as unknown];
      const words = rest.match(/(?:"(?:\\.|[^"\\])*"|'[^']*'|\\.|[^\s"'\\])+/g) ?? [];
      return [keyword, words.map((word) => word.replace(/["']/g, ''))];
    });
}
