import type { Dialect } from './dialect.ts';
import { csharp } from './dialects/applications.ts';
import { c, cpp } from './dialects/c.ts';
import { batch, compose, dockerfile, makefile, terraform } from './dialects/files.ts';
import { go } from './dialects/go.ts';
import { javascript, typescript } from './dialects/javascript.ts';
import { groovy, java, kotlin, scala } from './dialects/jvm.ts';
import { php } from './dialects/php.ts';
import { python } from './dialects/python.ts';
import { rust } from './dialects/rust.ts';
import { elixir, lua, perl, r, ruby } from './dialects/scripts.ts';
import { direnv, fish, powershell, shell } from './dialects/shells.ts';

const byLanguage: Readonly<Record<string, Dialect>> = {
  javascript,
  javascriptreact: javascript,
  typescript,
  typescriptreact: typescript,
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
  c,
  cpp,
  perl,
  lua,
  r,
  elixir,
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
  // A pipeline reads its variables by a way of its own.
  if (/(?:^|\/)Jenkinsfile[^/]*$/.test(path)) return undefined;
  // Data only: what is read there is no program.
  if (/\.(?:psd1|tfvars)$/i.test(path)) return undefined;
  if (language === 'yaml') return readsVariables.test(path) ? compose : undefined;
  return Object.hasOwn(byLanguage, language) ? byLanguage[language] : undefined;
}
