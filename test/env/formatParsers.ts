import { spawnSync } from 'node:child_process';
import { DockerfileParser, JSONInstruction, PropertyInstruction } from 'dockerfile-ast';
import { parseLines } from 'dot-properties';
import { parse as parseIni } from 'ini';
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

/** The lines of a file of properties: pairs, so that names of any kind are compared, too, and comments. */
const properties = (text: string): unknown => parseLines(text);

/** As npm reads it, in objects as all others have them. */
const npmrc = (text: string): unknown => structuredClone({ ...parseIni(text) });

/** Its instructions, with what each makes of its arguments: words, pairs, or a list as JSON. */
const dockerfile = (text: string): unknown =>
  DockerfileParser.parse(text)
    .getInstructions()
    .map((each) => [
      each.getKeyword(),
      each.getArguments().map((argument) => argument.getValue()),
      each instanceof PropertyInstruction
        ? each.getProperties().map((pair) => [pair.getName(), pair.getValue()])
        : [],
      each instanceof JSONInstruction
        ? each.getJSONStrings().map((part) => part.getJSONValue())
        : [],
    ]);

/**
 * Of JSON that of JavaScript; of YAML, TOML and INI those of Python; of `.npmrc` the one that npm reads it by;
 * of properties and Dockerfiles those that editors use. Of `shell` bash itself: `readers/bashReader.ts`.
 */
export const parsers: Readonly<Record<Exclude<FormatName, 'shell'>, Parse>> = {
  JSON: each((text) => JSON.parse(text) as unknown),
  YAML: python('YAML'),
  TOML: python('TOML'),
  properties: each(properties),
  INI: python('INI'),
  '.npmrc': each(npmrc),
  Dockerfile: each(dockerfile),
};
