import * as z from 'zod/mini';
import { complaint, eachWith, inFolder, type Tool } from '../tool.ts';

const asItIs = (piece: string) => piece;
/** All texts in one Python, which takes longer to start than to read them. */
const python = [
  'import json, sys',
  'def judge(text):',
  '    try: compile(text, "program", "exec")',
  '    except SyntaxError as error: return str(error)',
  '    return ""',
  'print(json.dumps([judge(text) for text in json.load(sys.stdin)]))',
  'sys.exit(1)',
].join('\n');

const node = [
  'const { SourceTextModule } = require("node:vm");',
  'const judge = (text) => {',
  '  try { new SourceTextModule(text); return ""; } catch (error) { return String(error); }',
  '};',
  'const texts = JSON.parse(require("node:fs").readFileSync(0, "utf8"));',
  'require("node:fs").writeSync(1, JSON.stringify(texts.map(judge)));',
  'process.exitCode = 1;',
].join('\n');

const shells = (['bash', 'dash', 'zsh'] as const).map((name): Tool => ({
  name,
  language: 'shellscript',
  cannot: [
    'in quotation marks that nothing closes',
    // What dash does not know.
    ...(name === 'dash' ? ['read from a text'] : []),
  ],
  probe: [name, '-c', 'true'],
  wholes: [asItIs],
  judge: eachWith('program', name, '-n', 'program'),
}));

/** Languages whose interpreter can be asked whether it takes a text. */
export const interpreted: readonly Tool[] = [
  ...shells,
  { ...shells[0]!, language: 'direnv' },
  {
    name: 'fish',
    language: 'fish',
    probe: ['fish', '--version'],
    wholes: [asItIs],
    judge: eachWith('program', 'fish', '--no-execute', 'program'),
  },
  {
    name: 'python3',
    language: 'python',
    probe: ['python3', '--version'],
    wholes: [asItIs],
    judge: (texts) =>
      inFolder((folder) =>
        z
          .array(z.string())
          .parse(JSON.parse(complaint(['python3', '-c', python], folder, JSON.stringify(texts)))),
      ),
  },
  {
    name: 'node',
    language: 'javascript',
    probe: [process.execPath, '--version'],
    wholes: [asItIs],
    judge: (texts) =>
      inFolder((folder) =>
        z
          .array(z.string())
          .parse(
            JSON.parse(
              complaint(
                [process.execPath, '--experimental-vm-modules', '-e', node],
                folder,
                JSON.stringify(texts),
              ),
            ),
          ),
      ),
  },
  {
    name: 'ruby',
    language: 'ruby',
    probe: ['ruby', '--version'],
    wholes: [asItIs],
    judge: eachWith('program', 'ruby', '-c', 'program'),
  },
  {
    name: 'perl',
    language: 'perl',
    probe: ['perl', '--version'],
    wholes: [asItIs],
    judge: eachWith('program', 'perl', '-c', 'program'),
  },
  {
    name: 'lua',
    language: 'lua',
    probe: ['lua5.4', '-v'],
    wholes: [asItIs],
    judge: eachWith('program', 'lua5.4', '-e', 'assert(loadfile("program"))'),
  },
  {
    name: 'php',
    language: 'php',
    probe: ['php', '--version'],
    wholes: [asItIs],
    judge: eachWith('program', 'php', '-l', 'program'),
  },
  {
    name: 'Rscript',
    isSlow: true,
    language: 'r',
    probe: ['Rscript', '--version'],
    wholes: [asItIs],
    judge: eachWith('program', 'Rscript', '-e', 'invisible(parse("program"))'),
  },
  {
    name: 'elixir',
    isSlow: true,
    language: 'elixir',
    probe: ['elixir', '--version'],
    wholes: [asItIs, (piece) => `defmodule A do\n${piece}\nend\n`],
    judge: eachWith(
      'program',
      'elixir',
      '-e',
      'Code.string_to_quoted!(File.read!("program")) |> then(fn _ -> :ok end)',
    ),
  },
];
