import type { Dialect } from './dialect.ts';
import { csharp, dart, swift } from './dialects/applications.ts';
import { batch, compose, dockerfile, makefile, terraform } from './dialects/files.ts';
import { javascript } from './dialects/javascript.ts';
import { groovy, java, kotlin, scala } from './dialects/jvm.ts';
import { php } from './dialects/php.ts';
import { python } from './dialects/python.ts';
import { clojure, elixir, julia, lua, perl, r, ruby } from './dialects/scripts.ts';
import { direnv, fish, powershell, shell } from './dialects/shells.ts';
import { c, cpp, go, rust } from './dialects/systems.ts';

const byLanguage: Readonly<Record<string, Dialect>> = {
  javascript,
  javascriptreact: javascript,
  typescript: javascript,
  typescriptreact: javascript,
  python,
  go,
  ruby,
  java,
  kotlin,
  groovy,
  scala,
  csharp,
  php,
  rust,
  swift,
  dart,
  c,
  cpp,
  perl,
  lua,
  r,
  julia,
  elixir,
  clojure,
  shellscript: shell,
  fish,
  powershell,
  bat: batch,
  makefile,
  dockercompose: compose,
  dockerfile,
  terraform,
};

/** Of YAML, these files have `${NAME}` replaced by what reads them. */
const readsVariables = /(?:^|\/)(?:(?:docker-)?compose[^/]*|application[^/]*)\.ya?ml$/i;

/** How a text reads its environment: by VS Code's language id, of YAML and direnv by the file's path. */
export function dialectOf(language: string, path: string): Dialect | undefined {
  if (/(?:^|\/)\.envrc$/.test(path)) return direnv;
  if (language === 'yaml') return readsVariables.test(path) ? compose : undefined;
  return Object.hasOwn(byLanguage, language) ? byLanguage[language] : undefined;
}
