import type { Access, Dialect } from '../dialect.ts';
import { openBrackets } from '../openBrackets.ts';
import { backtick, double, single, call } from './pieces.ts';

const phpWith = (access: Access): Dialect => ({
  skip: [
    // A page around the program; a comment ends with the program.
    /(?<![^])(?!<\?)[^]*?<\?(?:php\b|=)/my,
    /\?>[^]*?(?:<\?(?:php\b|=)|$(?![^]))/my,
    /(?:\/\/|#(?!\[))(?:(?!\?>)[^\n])*/my,
    /\/\*[^]*?(?:\*\/|$(?![^]))/my,
  ],
  literals: [
    { ...double, manyLines: true, hole: ['{$', '}'] },
    { ...single, manyLines: true },
    { ...backtick, escape: '\\', whole: 'none' },
    {
      open: /<<<[ \t]*['"]?\w+['"]?\r?\n/my,
      close: (open) => new RegExp(`\\n[ \\t]*${/\w+/.exec(open[0])?.[0] ?? ''}\\b`, 'y'),
      manyLines: true,
      whole: 'none',
    },
  ],
  access,
  join: ' . ',
  // Also in what is in brackets there.
  constant: ({ before }) =>
    openBrackets(before).some(
      ({ sign, head }) =>
        (sign === '[' || /\barray\s*$/i.test(head)) &&
        needsConstant.test(head.replace(/\barray\s*$/i, '')),
    ),
  constantAfter: needsConstant,
});
const needsConstant =
  /(?:^|\n|[;{}])\s*(?:(?:public|protected|private|static|readonly|var)\s|const\s)[^\n;{(]*$|\b(?:function|fn)\b[^(){;]*\([^()]*=\s*$|\bcase\s+\w+\s*=\s*$|#\[[^\]]*$|(?:^|[\n;{}])\s*(?:(?:final|public|protected|private)\s+)*const\s[^;]*=[^;]*$/;

/** What the web server says of a request is in `$_SERVER` too, and is no variable of the project. */
const ofRequest =
  '(?:HTTP|HTTPS|REQUEST|SERVER|REMOTE|SCRIPT|PATH|QUERY|DOCUMENT|PHP|GATEWAY|CONTENT|AUTH|ORIG|REDIRECT)(?:_\\w*)?|argv|argc';
/** The ways in which PHP programs read their variables, with what shows that one does. */
const ways: readonly (readonly [RegExp, Access])[] = [
  [/\bgetenv\(/g, call('getenv', "'")],
  [/\$_ENV\[/g, (variable) => `$_ENV['${variable}']`],
  [
    new RegExp(`\\$_SERVER\\[['"](?!(?:${ofRequest})['"])[A-Z_]`, 'g'),
    (variable) => `$_SERVER['${variable}']`,
  ],
  [/(?<![\w>:$])env\(['"]/g, call('env', "'")],
];
/** These read a `.env` into `$_ENV`, where `getenv` sees nothing of it. */
const fillsArray = /"(?:vlucas\/phpdotenv|symfony\/dotenv|symfony\/framework-bundle)"/;

export const php: Dialect = {
  ...phpWith(call('getenv', "'")),
  scoped: (text) => phpLike([text]),
};

/**
 * PHP as this project reads its variables.
 *
 * @param texts the file itself, then others of the project; the first that reads any decides
 * @param manifest the project's `composer.json`
 */
export function phpLike(texts: readonly string[], manifest = ''): Dialect {
  for (const text of texts) {
    const counts = ways.map(([shows, access]) => ({
      access,
      count: text.match(shows)?.length ?? 0,
    }));
    const [most] = counts.sort((one, other) => other.count - one.count);
    if (most && most.count > 0) return phpWith(most.access);
  }
  return phpWith(
    fillsArray.test(manifest) ? (variable) => `$_ENV['${variable}']` : call('getenv', "'"),
  );
}
