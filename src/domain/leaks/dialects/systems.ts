import type { Dialect } from '../dialect.ts';
import { afterLast } from '../importPlace.ts';
import { slashes, double, backtick, character, call, line } from './pieces.ts';

export const go: Dialect = {
  skip: [...slashes, character],
  literals: [double, backtick],
  access: call('os.Getenv'),
  join: ' + ',
  // Also in a block: `const (` has no end before the value.
  constantAfter: /(?:^|\n)\s*const\s+(?:\w[^\n]*|\([^)]*)$/,
  needs: line(/^[ \t]*(?:import\s+)?(?:\w+\s+)?"os"/m, 'import "os"', (text) =>
    afterLast(text, /^(?:package\s+\w+|import\s+"[^"\n]+"|import\s*\([^)]*\))[^\n]*$/gm),
  ),
};

export const rust: Dialect = {
  skip: [...slashes, /'(?:[^'\\\n]|\\[^\n]{1,9})'/my],
  literals: [
    {
      open: /b?r#+"/my,
      close: (open) => `"${'#'.repeat(open[0].split('#').length - 1)}`,
      manyLines: true,
    },
    { open: /b"/my, close: () => '"', escape: '\\', whole: 'none' },
    { open: /r"/my, close: () => '"', manyLines: true },
    { ...double, manyLines: true },
  ],
  access: (variable) => `std::env::var("${variable}").expect("${variable} is set")`,
  // The literal was a `&str`; where a `String` is made of it, this is one.
  fit: (expression, before, after) =>
    /String::from\(\s*$/.test(before) || /^\s*\.\w/.test(after) ? expression : `&${expression}`,
  constantAfter:
    /\b(?:const|static|concat!|env!|include_str!|println!|format!)[^\n;]*$|#!?\[[^\n]*$/,
};

export const c: Dialect = {
  skip: [...slashes, character],
  literals: [double],
  access: call('getenv'),
  // At the beginning of a line is the file's own level, where only constants may stand.
  constantAfter: /(?:^|\n)(?!#\s*define\b)\S[^\n]*$|\bstatic\b[^\n]*$|\[[^\]\n]*\]\s*=\s*$/,
  needs: line(/^[ \t]*#\s*include\s*<stdlib\.h>/m, '#include <stdlib.h>', (text) =>
    afterLast(text, /^[ \t]*#\s*include\b[^\n]*$/gm),
  ),
};
export const cpp: Dialect = {
  ...c,
  literals: [
    {
      open: /R"\w*\(/my,
      close: (open) => `)${open[0].slice(2, -1)}"`,
      manyLines: true,
      whole: 'none',
    },
    double,
  ],
  access: call('std::getenv'),
  constantAfter: /\bconstexpr\b[^\n;]*$|\[[^\]\n]*\]\s*=\s*$/,
  needs: line(/^[ \t]*#\s*include\s*<(?:cstdlib|stdlib\.h)>/m, '#include <cstdlib>', (text) =>
    afterLast(text, /^[ \t]*#\s*include\b[^\n]*$/gm),
  ),
};
