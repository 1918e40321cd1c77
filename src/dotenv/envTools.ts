/** What tells which tools read the env files of a folder. */
export interface FolderFacts {
  /** Of the files in it. */
  readonly names: readonly string[];
  /** The texts of those that `manifests` names, as far as they are there. */
  readonly texts: ReadonlyMap<string, string>;
}

/** A tool that reads env files, and which of them win. */
export interface EnvTool {
  /** As a person would name it. */
  readonly name: string;
  /** Those that it is run in, the one of the work first; more where files are named after others. */
  readonly modes: readonly string[];
  /** The names that it reads in a mode, the one that wins first. */
  readonly order: (mode: string) => readonly string[];
}

/** The files whose text is asked for. */
export const manifests: readonly string[] = [
  ...['package.json', 'composer.json', 'Gemfile', 'pyproject.toml', 'Pipfile'],
  ...['requirements.txt', 'requirements-dev.txt', 'go.mod', 'Cargo.toml', '.envrc'],
  ...['', '.override'].flatMap((kind) =>
    ['yaml', 'yml'].flatMap((end) => [`compose${kind}.${end}`, `docker-compose${kind}.${end}`]),
  ),
];

type Order = EnvTool['order'];
/** `.env` and nothing else. */
const only: Order = () => ['.env'];
/** `.local` wins over the mode, and tests do without it. */
const localFirst: Order = (mode) => [
  `.env.${mode}.local`,
  ...(mode === 'test' ? [] : ['.env.local']),
  `.env.${mode}`,
  '.env',
];
/** The mode wins over `.local`. */
const modeFirst: Order = (mode) => [`.env.${mode}.local`, `.env.${mode}`, '.env.local', '.env'];
/** In tests these leave out what is this machine's own. */
const notInTests = (mode: string, order: readonly string[]): readonly string[] =>
  order.filter((name) => mode !== 'test' || name !== '.env.local');
/** Tests count where a file is named after them. */
const nodeModes = ['development', 'production'] as const;

interface Known {
  readonly name: string;
  /** The manifest and what in it says that the tool is there. */
  readonly by: readonly (readonly [string, RegExp])[];
  /** Or files of these names. */
  readonly files?: RegExp;
  readonly modes?: readonly string[];
  readonly order: Order;
}

const npm = (name: string): readonly [string, RegExp] => [
  'package.json',
  new RegExp(`"${name.replace('/', String.raw`\/`)}"\\s*:`),
];
const python = (names: string): Known['by'] =>
  ['requirements.txt', 'requirements-dev.txt', 'pyproject.toml', 'Pipfile'].map(
    (file) => [file, new RegExp(names, 'i')] as const,
  );

/** By the documentation of each; those that decide what an application reads come first. */
const known: readonly Known[] = [
  { name: 'Next.js', by: [npm('next')], files: /^next\.config\./, order: localFirst },
  { name: 'Create React App', by: [npm('react-scripts')], order: localFirst },
  { name: 'Expo', by: [npm('expo')], order: localFirst },
  { name: 'Nuxt', by: [npm('nuxt')], files: /^nuxt\.config\./, order: only },
  { name: 'Vue CLI', by: [npm('@vue/cli-service')], order: modeFirst },
  {
    name: 'Gatsby',
    by: [npm('gatsby')],
    order: (mode) => [`.env.${mode}`],
  },
  {
    name: 'Vite',
    by: [npm('vite'), npm('astro'), npm('@sveltejs/kit'), npm('vitest')],
    files: /^(?:vite|astro|svelte|vitest)\.config\./,
    order: modeFirst,
  },
  {
    name: 'Parcel',
    by: [npm('parcel')],
    order: (mode) => notInTests(mode, modeFirst(mode)),
  },
  {
    name: 'Symfony',
    by: [['composer.json', /"symfony\/(?:dotenv|framework-bundle)"/]],
    modes: ['dev', 'prod'],
    order: (mode) => notInTests(mode, modeFirst(mode)),
  },
  {
    name: 'Laravel',
    by: [['composer.json', /"laravel\/framework"/]],
    modes: ['local'],
    // That of the mode takes the place of the other.
    order: (mode) => (/^(?:local)?$/.test(mode) ? ['.env'] : [`.env.${mode}`, '.env']),
  },
  { name: 'dotenv for Ruby', by: [['Gemfile', /['"]dotenv(?:-rails)?['"]/]], order: localFirst },
  {
    name: 'dotenv-flow',
    by: [npm('dotenv-flow')],
    order: (mode) => notInTests(mode, modeFirst(mode)),
  },
  {
    name: 'Bun',
    by: [],
    files: /^(?:bun\.lockb?|bunfig\.toml)$/,
    order: localFirst,
  },
  { name: 'NestJS', by: [npm('@nestjs/config')], order: only },
  { name: 'dotenv', by: [npm('dotenv')], order: only },
  {
    name: 'python-dotenv',
    by: python('\\b(?:python-dotenv|pydantic-settings|environs)\\b'),
    order: only,
  },
  { name: 'godotenv', by: [['go.mod', /joho\/godotenv/]], order: only },
  { name: 'dotenvy', by: [['Cargo.toml', /^\s*dotenvy?\b/m]], order: only },
];

/** The tools that are there, the one that decides first; none where nothing tells. */
export function toolsIn(facts: FolderFacts): readonly EnvTool[] {
  const found = known.filter(
    ({ by, files }) =>
      by.some(([file, sign]) => sign.test(facts.texts.get(file) ?? '')) ||
      facts.names.some((name) => files?.test(name)),
  );
  return [
    ...direnv(facts),
    ...scripts(facts),
    ...wrangler(facts),
    ...found.map(({ name, order, modes = nodeModes }) => ({ name, order, modes })),
    ...compose(facts),
  ];
}

/** What an `.envrc` exports stands in the environment, which every tool takes before its files. */
function direnv({ texts }: FolderFacts): EnvTool[] {
  const text = texts.get('.envrc');
  if (text === undefined) return [];
  const loaded = [...text.matchAll(LOADED)];
  const order = [
    '.envrc',
    ...loaded.map(([, by, file = by ?? '.env']) => plainName(file)).toReversed(),
  ];
  return [{ name: 'direnv', modes: ['development'], order: () => order }];
}

/** By direnv's own words, or by the shell's. */
const LOADED =
  /^[ \t]*(?:(?:\[.*\]\s*&&|set[ \t]+-[ao]\w*(?:[ \t]+allexport)?[ \t]*;)[ \t]*)?(?:dotenv(?:_if_exists)?\b(?:[ \t]+["']?([\w./-]+))?|(?:source|\.|source_env(?:_if_exists)?)[ \t]+["']?([\w./-]*(?:env[\w.-]*|\.vars)))/gm;

/** The files that a script of package.json names itself: a later one wins. */
function scripts({ texts }: FolderFacts): EnvTool[] {
  return Object.entries(scriptsOf(texts.get('package.json') ?? '')).flatMap(([name, script]) => {
    const named = [...script.matchAll(NAMED_FILE)].map(([, file = '']) => plainName(file));
    const order = named.length > 0 ? named.toReversed() : unnamed(script);
    return order.length === 0
      ? []
      : [{ name: `npm run ${name}`, modes: ['development'], order: () => order }];
  });
}

const NAMED_FILE =
  /(?:--env-file(?:-if-exists)?[= ]|\b(?:dotenv|dotenvx|env-cmd)\b[^&|;]*?\s(?:-e|-f)[= ]?|dotenv_config_path=)["']?([\w./-]*env[\w.-]*|[\w./-]*\.vars)/gi;

/** What these read where no file is named: `.env`, or with `-c` those of a mode, which dotenv-cli calls a cascade. */
function unnamed(script: string): readonly string[] {
  const cascade = /\bdotenv\b[^&|;]*?\s-c(?:[= ](?!-)([\w-]+))?(?=\s)/.exec(script);
  if (cascade) return cascade[1] === undefined ? ['.env.local', '.env'] : localFirst(cascade[1]);
  const isOne = /(?:^|[&|;]\s*|\bnpx\s+)(?:dotenv\s|dotenvx\s+run\b|env-cmd\s)/.test(script);
  return isOne ? ['.env'] : [];
}

function scriptsOf(text: string): Readonly<Record<string, string>> {
  try {
    const parsed: unknown = JSON.parse(text);
    if (typeof parsed !== 'object' || parsed === null || !('scripts' in parsed)) return {};
    const entries = Object.entries(parsed.scripts ?? {});
    return Object.fromEntries(entries.filter((entry) => typeof entry[1] === 'string'));
  } catch {
    // Half written, or none of npm's: then it names no scripts.
    return {};
  }
}

/** With a `.dev.vars` it reads no `.env` at all. */
function wrangler({ names, texts }: FolderFacts): EnvTool[] {
  const isThere =
    names.some((name) => /^wrangler\.(?:toml|jsonc?)$/.test(name)) ||
    /"wrangler"\s*:/.test(texts.get('package.json') ?? '');
  if (!isThere) return [];
  const order = names.includes('.dev.vars') ? ['.dev.vars'] : ['.env.local', '.env'];
  return [{ name: 'Wrangler', modes: ['development'], order: () => order }];
}

/** What `env_file` names goes into containers, a later one wins; `.env` into the Compose file. */
function compose({ texts }: FolderFacts): EnvTool[] {
  const found = [...texts].filter(([name]) =>
    /^(?:docker-)?compose(?:\.override)?\.ya?ml$/.test(name),
  );
  if (found.length === 0) return [];
  const named = found.flatMap(([, text]) =>
    [...withoutComments(text).matchAll(ENV_FILE)].flatMap((match) =>
      [
        ...match
          .slice(1)
          .join(' ')
          .matchAll(/[\w./-]*env[\w.-]*|\.dev\.vars/g),
      ].map(([file]) => plainName(file)),
    ),
  );
  const order = [...new Set([...named.toReversed(), '.env'])];
  return [{ name: 'Docker Compose', modes: ['development'], order: () => order }];
}

/** Its value, and the list below it, in which a file may have its path on a line of its own. */
const ENV_FILE =
  /^[ \t]*env_file:[ \t]*(\S.*)?((?:\n[ \t]*(?:-|(?:path|required|format):)[^\n]*)*)/gm;

/** In such a list a line may be commented out, or empty. */
const withoutComments = (text: string): string =>
  text
    .split(/\r?\n/)
    .map((line) => line.replace(/(?:^|\s)#.*$/, '').trimEnd())
    .filter((line) => line !== '')
    .join('\n');

const plainName = (file: string): string => file.replace(/^\.\//, '');
