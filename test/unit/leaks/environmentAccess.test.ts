import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { dialectOf } from '../../../src/domain/leaks/dialects.ts';
import type { Change } from '../../../src/domain/leaks/change.ts';
import { phpLike } from '../../../src/domain/leaks/dialects/php.ts';
import { readFromEnvironment } from '../../../src/domain/leaks/environmentAccess.ts';
import { bareEnvironment } from '../../support/bareEnvironment.ts';
import { leakContexts, madeUpSecret, type LeakContext } from '../../fixtures/leaks/corpus.ts';

const contexts = leakContexts();
const value = madeUpSecret(3);

type Case = Pick<LeakContext, 'text' | 'language'>;

/** What the text becomes, and what it becomes where its line defines the variable. */
function judged({ text, language }: Case): Partial<Record<'read' | 'instead', string>> {
  const name = language === 'direnv' ? '.envrc' : `file.${language}`;
  const dialect = dialectOf(language, `/project/${name}`);
  if (!dialect) return {};
  const full = text.replace('@@', value);
  const start = full.indexOf(value);
  const place = { start, end: start + value.length };
  const reading = readFromEnvironment(full, place, dialect, 'GOVRAIL_API_KEY');
  if (reading.kind === 'read') return { read: apply(full, reading.changes) };
  return reading.instead ? { instead: apply(full, reading.instead) } : {};
}

const replaced = (each: Case) => judged(each).read;

function apply(text: string, changes: readonly Change[]): string {
  return [...changes]
    .sort((one, other) => other.start - one.start)
    .reduce((now, { start, end, text: by }) => now.slice(0, start) + by + now.slice(end), text);
}

describe('reading a value from the environment instead', () => {
  it('is known for at least fifteen languages', () => {
    const known = contexts.filter(({ expected }) => expected !== undefined);
    assert.ok(new Set(known.map(({ language }) => language)).size >= 15);
  });

  for (const context of contexts) {
    const { language, name, expected, instead } = context;
    const what = expected === undefined ? 'is not offered' : 'is right';
    it(`${what} in ${language}: ${name}`, () => {
      const { read, instead: line } = judged(context);
      assert.deepEqual([read, line], [expected, instead]);
    });
  }

  it('says of what runs in a page that it does, and not of a worker that is handed its variables', () => {
    const why = (text: string) => {
      const language = dialectOf('javascript', '/project/file.js');
      assert.ok(language);
      const start = text.indexOf('@@');
      const reading = readFromEnvironment(text, { start, end: start + 2 }, language, 'KEY');
      return reading.kind === 'refused' ? reading.why : reading.kind;
    };
    const call = "call('@@');";
    for (const page of [
      `'use client';\n${call}`,
      `document.title = 'a'; ${call}`,
      `sessionStorage.setItem('a', '1'); ${call}`,
      `importScripts('a.js'); ${call}`,
    ]) {
      assert.equal(why(page), 'in-page', page);
    }
    assert.equal(why(`// document.title ${call}`), 'out-of-reach');
    assert.equal(why(`export default { fetch(request, env) { ${call} } };`), 'out-of-reach');
    assert.equal(why(`log(import.meta.env.MODE); ${call}`), 'out-of-reach');
    assert.equal(why(`log(process.argv, () => document.title); ${call}`), 'read');
  });

  it('puts a Python import behind a docstring, whatever ends its lines', () => {
    const text = "#!/usr/bin/env python3\r\n\r\n'''What it is.'''\r\nkey = '@@'\r\n";
    assert.match(replaced({ text, language: 'python' }) ?? '', /What it is\.'''\r\nimport os/);
  });

  it('takes no time for what a repository makes long', () => {
    const long = {
      csharp: '\n'.repeat(100_000),
      go: '\n'.repeat(100_000),
      perl: '=a\n'.repeat(100_000),
      lua: '--[[ '.repeat(80_000),
    };
    // Each took ten seconds and more where every line began a search to the end.
    for (const [language, text] of Object.entries(long))
      replaced({ text: `${text}"@@"`, language });
  });

  it('knows which YAML files have variables replaced', () => {
    const paths = ['/a/compose.yaml', '/a/docker-compose.prod.yml', '/a/application-dev.yml'];
    for (const file of paths) assert.ok(dialectOf('yaml', file), file);
    assert.equal(dialectOf('yaml', '/a/deployment.yaml'), undefined);
    assert.equal(dialectOf('constructor', '/a'), undefined);
  });

  const programs = [
    { language: 'javascript', with: [process.execPath, '-e'] },
    { language: 'python', with: ['python3', '-c'] },
    { language: 'shellscript', with: ['bash', '-c'] },
    { language: 'perl', with: ['perl', '-e'] },
  ] as const;
  const prints: Readonly<Record<string, readonly string[]>> = {
    javascript: [
      'const say = (process) => console.log(process, "@@"); say(1);',
      "console.log('@@')",
      'console.log("a @@ b")',
      'console.log(`${1}@@`)',
    ],
    python: [
      'print("@@")',
      "print('a @@ b')",
      'print(f"{1}@@")',
      'print(b"@@")',
      'def other():\n    import os\n\ndef key():\n    return "@@"\n\nprint(key())',
      'import os as system\nprint("a @@")',
      'def key():\n    key = "@@"\n    import os\n    return key\n\nprint(key())',
      'def key(os):\n    return "@@"\n\nprint(key(1))',
      'print("""@@\n""")',
    ],
    shellscript: ['echo @@', 'echo "a @@"', "echo 'a @@ b'", 'cat <<E\na @@\nE', 'echo a=@@=b'],
    perl: ['print "a @@\\n";', "print('@@');", "print('a @@');"],
  };
  for (const { language, with: command } of programs) {
    it(`prints the same in ${language} as it did`, function () {
      const [program, flag] = command;
      const run = (text: string, env: NodeJS.ProcessEnv) =>
        spawnSync(program, [flag, text], {
          env: { ...bareEnvironment(), ...env },
          encoding: 'utf8',
        });
      if (run('', {}).error) this.skip();
      for (const text of prints[language] ?? []) {
        const after = replaced({ language, text });
        assert.ok(after !== undefined && !after.includes(value), text);
        const before = run(text.replace('@@', value), {});
        const now = run(after, { GOVRAIL_API_KEY: value });
        assert.equal(before.status, 0, text);
        assert.equal(now.stdout, before.stdout, after);
      }
    });
  }

  const defining = [
    {
      program: 'make',
      language: 'makefile',
      flags: ['-s', '-f'],
      text: 'GOVRAIL_API_KEY = @@\nall:\n\t@echo $(GOVRAIL_API_KEY)\n',
    },
    {
      program: 'bash',
      language: 'shellscript',
      flags: [],
      text: 'export GOVRAIL_API_KEY="@@"\necho "$GOVRAIL_API_KEY"\n',
    },
    {
      program: 'python3',
      language: 'python',
      flags: [],
      text: 'import os\nos.environ["GOVRAIL_API_KEY"] = "@@"\nprint(os.environ["GOVRAIL_API_KEY"])\n',
    },
    {
      program: process.execPath,
      language: 'javascript',
      flags: [],
      text: 'process.env.GOVRAIL_API_KEY = "@@";\nconsole.log(process.env.GOVRAIL_API_KEY);\n',
    },
    {
      program: 'perl',
      language: 'perl',
      flags: [],
      text: '$ENV{GOVRAIL_API_KEY} = "@@";\nprint "$ENV{GOVRAIL_API_KEY}\\n";\n',
    },
  ];
  for (const { program, language, flags, text } of defining) {
    it(`prints the same in ${language} without the line that defined the variable`, function () {
      const folder = mkdtempSync(path.join(tmpdir(), 'keyrail-leaks-'));
      try {
        const file = path.join(folder, 'program');
        const run = (content: string, env: NodeJS.ProcessEnv) => {
          writeFileSync(file, content);
          return spawnSync(program, [...flags, file], {
            env: { ...bareEnvironment(), ...env },
            encoding: 'utf8',
          });
        };
        const before = run(text.replace('@@', value), {});
        if (before.error) this.skip();
        const { read, instead } = judged({ language, text });
        assert.equal(read, undefined);
        assert.ok(instead !== undefined && !instead.includes(value));
        assert.equal(before.stdout, `${value}\n`);
        assert.equal(run(instead, { GOVRAIL_API_KEY: value }).stdout, before.stdout);
      } finally {
        rmSync(folder, { recursive: true });
      }
    });
  }

  it('reads a variable in PHP as the file, else the project, else its dependencies do', () => {
    const fills = '{"require":{"vlucas/phpdotenv":"^5"}}';
    const read = (texts: string[], manifest?: string) => phpLike(texts, manifest).access('A');
    assert.equal(read(["getenv('B')", "$_ENV['B']"], fills), "getenv('A')");
    assert.equal(read(['', "$_ENV['B']"]), "$_ENV['A']");
    assert.equal(read(['', "$_SERVER['B']; $_SERVER['HTTP_HOST']"]), "$_SERVER['A']");
    assert.equal(read(['', "env('B')"]), "env('A')");
    assert.equal(read(['', ''], fills), "$_ENV['A']");
    assert.equal(read(['', '']), "getenv('A')");
  });
});
