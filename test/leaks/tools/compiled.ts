import { eachWith, togetherWith, type Tool } from '../tool.ts';

const asItIs = (piece: string) => piece;
/** Lines that have to come first in a program, apart from the others. */
function split(piece: string, first: RegExp): readonly [first: string, rest: string] {
  const lines = piece.split('\n');
  const end = lines.findLastIndex((line) => first.test(line)) + 1;
  return [lines.slice(0, end).join('\n'), lines.slice(end).join('\n')];
}

const javaNames = `
@interface Value { String value() default ""; String name() default ""; String of() default ""; String s() default ""; int n() default 0; }
@interface Values { Value[] value(); }
class Request { void header(String name, String value) {} }
class World { static Request request = new Request(); static String key = ""; static void start() {} static void send(String text) {} }
`;
const java = (body: (piece: string) => string) => (piece: string) => {
  const [imports, rest] = split(piece, /^import /);
  return `${imports}\n${body(rest)}${javaNames}`;
};
const csharp = (body: (piece: string) => string) => (piece: string) => {
  const [usings, rest] = split(piece, /^using \w[\w.]*;/);
  return `${usings}\n${body(rest)}`;
};
const csharpWorld = `class Headers { public void Add(string name, string value) {} }
class World { public static Headers client = new Headers(); public static string key = ""; public static void Start() {} }
`;

/** Languages whose compiler decides, by types and constants too. */
export const compiled: readonly Tool[] = [
  {
    name: 'gcc',
    language: 'c',
    probe: ['gcc', '--version'],
    wholes: [asItIs],
    judge: togetherWith('program.c', (names) => [
      'gcc',
      '-fsyntax-only',
      '-Werror=int-conversion',
      ...names,
    ]),
  },
  {
    name: 'g++',
    isSlow: true,
    language: 'cpp',
    probe: ['g++', '--version'],
    wholes: [
      asItIs,
      (piece) => `#include <string>\nusing namespace std::string_literals;\n${piece}`,
    ],
    judge: togetherWith('program.cpp', (names) => ['g++', '-std=c++20', '-fsyntax-only', ...names]),
  },
  {
    name: 'go',
    isSlow: true,
    language: 'go',
    probe: ['go', 'version'],
    wholes: [
      asItIs,
      (piece) => `${piece}\nfunc main() {}\n`,
      (piece) => `${piece}\nvar _ = os.Args\nfunc main() {}\n`,
      (piece) => `${piece}\nvar _ = system.Args\nfunc main() {}\n`,
    ],
    judge: togetherWith(
      'main.go',
      () => ['go', 'build', '-o', 'out/', './...'],
      'module leaks\n\ngo 1.19\n',
    ),
  },
  {
    name: 'rustc',
    isSlow: true,
    language: 'rust',
    probe: ['rustc', '--version'],
    wholes: [
      asItIs,
      (piece) => `${piece}\nfn main() {}\n`,
      (piece) => `${piece}\nfn call<'a>(s: &'a str, _: &str) -> &'a str { s }\nfn main() {}\n`,
    ],
    judge: eachWith(
      'main.rs',
      'rustc',
      '--edition=2021',
      '--emit=metadata',
      '--cap-lints=allow',
      'main.rs',
    ),
  },
  {
    name: 'javac',
    isSlow: true,
    language: 'java',
    probe: ['javac', '-version'],
    wholes: [
      java(asItIs),
      java((piece) => `class Program extends World { ${piece} }`),
      java((piece) => `class Program extends World { void run() {\n${piece}\n} }`),
    ],
    judge: togetherWith('Program.java', (names) => [
      'bash',
      '-c',
      // One after the other in one machine would define each class again.
      `for each in "$@"; do javac -d out/$each $each 2>&1 || failed=1; done; exit \${failed:-0}`,
      'javac',
      ...names,
    ]),
  },
  {
    name: 'mcs',
    cannot: [
      'one of several patterns',
      'an arm of a switch',
      'a pattern of a property',
      'its bytes',
    ],
    isSlow: true,
    language: 'csharp',
    probe: ['mcs', '--version'],
    wholes: [
      csharp((piece) => `${piece}\nclass Program { static void Main() {} }\n${csharpWorld}`),
      csharp(
        (piece) => `class Program : World { static void Main() {\n${piece}\n} }\n${csharpWorld}`,
      ),
    ],
    judge: eachWith(
      'program.cs',
      'mcs',
      '-langversion:latest',
      '-r:System.Net.Http.dll',
      'program.cs',
    ),
  },
  {
    name: 'groovyc',
    isSlow: true,
    language: 'groovy',
    probe: ['groovyc', '--version'],
    wholes: [asItIs],
    judge: eachWith('program.groovy', 'groovyc', 'program.groovy'),
  },
  {
    name: 'scalac',
    isSlow: true,
    language: 'scala',
    probe: ['scalac', '-version'],
    wholes: [
      asItIs,
      (piece) =>
        `object Program { val key = ""; def run() = {\n${piece.replace(/^val key/, 'val other')}\n} }\n`,
    ],
    judge: eachWith('program.scala', 'scalac', '-Ystop-after:typer', 'program.scala'),
  },
  {
    name: 'kotlinc',
    cannot: ['an annotation over several lines'],
    isSlow: true,
    language: 'kotlin',
    probe: ['kotlinc', '-version'],
    wholes: [(piece) => `${piece}\nannotation class Value(val value: String)\n`],
    judge: eachWith('program.kt', 'kotlinc', '-d', 'out', 'program.kt'),
  },
];
