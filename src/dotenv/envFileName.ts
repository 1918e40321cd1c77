import path from 'node:path';

/** What keeps a file from being one that programs read their variables from. */
export type NameFault =
  /** Made to be committed: `.env.example`, `sample.env`. */
  | 'example'
  /** Filled in by a tool: `.env.tpl`, `.env.erb`. */
  | 'template'
  /** Says which variables there are: `.env.schema`. */
  | 'schema'
  /** Code, types or another format: `.env.d.ts`, `.env.json`. */
  | 'other-format'
  /** Belongs to a tool that encrypts: `.env.vault`, `.env.gpg`, `.env.keys`. */
  | 'encrypted'
  /** Left by an editor, a tool or a person: `.env.bak`, `.env~`, `.env.2026-01-31`. */
  | 'backup'
  /** Windows opens a device by it, whatever stands behind the dot: `aux.env`. */
  | 'device'
  | 'no-env-file';

/** The shapes that env files have; everything else is none. */
const SHAPE = /^(?:\.env(?:\.[\w-]+)*|\w[\w-]*(?:\.[\w-]+)*\.env|\.envrc|\.dev\.vars)$/;

const faults = ['example', 'template', 'schema', 'other-format', 'encrypted', 'backup'] as const;
/** Words of a name, between its dots, and what they make of the file. */
const words: Readonly<Record<(typeof faults)[number], RegExp>> = {
  example: /^(?:examples?|samples?|dist|defaults?)$/,
  template:
    /^(?:templates?|tmpl|tpl|ctmpl|gotmpl|j2|jinja2?|erb|mustache|hbs|ejs|njk|liquid|skel|stub)$/,
  schema: /^schema$/,
  'other-format':
    /^(?:[cm]?[jt]sx?|json[5c]?|ya?ml|toml|md|php|py|rb|go|rs|java|kt|cs|dart|fish|ps1|xml|html|csv|ini|properties|nix|tf|tfvars|lock|zip|tar|t?gz|bz2|xz|zst|log|pdf)$/,
  encrypted:
    /^(?:vault|enc|encrypted|crypt|gpg|pgp|asc|age|sops|sealed|aes|ejson|jwe|p7m|keys|me)$/,
  backup:
    /^(?:bak|backups?|bkp|bk|back|orig|original|old|save|saved|sw[nop]|tmp|rej|copy|prev|previous|rpmsave|rpmnew|pacsave|pacnew|diff|patch|part|\d[\d_-]*)$/,
};
/** Those that mean the same behind a hyphen: `.env.local-example`, `.env.prod_bak`. */
const behindHyphen =
  /[_-](?:example|sample|template|tmpl|tpl|schema|bak|bkp|backup|old|orig|swp|copy|enc|encrypted)$/;
/** In front of `.env` these are the names of programs, as in a `vault.env` of Compose. */
const notInFront = /^(?:vault|age|keys|me|go|log|back|copy|save|part|md|\d[\d_-]*)$/;

/** What Windows keeps for devices, in any letters; superscript digits count, too. */
const device = /^(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[\d¹²³])(?:\.|$)/i;

/** Where `.ENV` and `.env` are one file, as disks mostly are: who reads the one gets the other. */
const ignoresCase = (system: NodeJS.Platform): boolean => system === 'win32' || system === 'darwin';

/** Why no secret may be written into a file of this name; `undefined` for an env file. */
export function nameFault(
  file: string,
  system: NodeJS.Platform = process.platform,
): NameFault | undefined {
  const written = path.basename(file);
  if (system === 'win32' && device.test(written)) return 'device';
  const name = ignoresCase(system) ? written.toLowerCase() : written;
  // Emacs, Vim and others put these around a name.
  if (/^(?:#|\.#).*\.env|\.env(?:rc)?(?:\.[^/]*)?~|^\.dev\.vars[^/]*~/.test(name)) return 'backup';
  const parts = name.split('.').filter((word) => !/^(?:|env|envrc|dev|vars)$/.test(word));
  const isInFront = name.endsWith('.env') && !name.startsWith('.');
  for (const part of parts) {
    const fault = isInFront && notInFront.test(part) ? undefined : faultOf(part.toLowerCase());
    if (fault !== undefined && looksLikeEnv(name)) return fault;
  }
  return SHAPE.test(name) ? undefined : 'no-env-file';
}

function faultOf(word: string): NameFault | undefined {
  if (word === '') return undefined;
  // Counted and dated ones are the same: `bak2`, `backup-2026-01-31`.
  const plain = word.replace(/(?<=[a-z]{3})(?:[_-]?\d+)+$/, '');
  const tried = [word, behindHyphen.exec(plain)?.[0].slice(1) ?? word];
  if (words.backup.test(plain) || words.example.test(plain)) tried.push(plain);
  const [first = ''] = plain.split(/[_-]/);
  if (/^(?:example|sample)$/.test(first)) tried.push(first);
  for (const fault of faults) if (tried.some((each) => words[fault].test(each))) return fault;
  return undefined;
}

const looksLikeEnv = (name: string): boolean => /^\.env|\.env$|^\.dev\.vars/.test(name);

/** Whether a file of this name is for values: `.env`, `.env.local`, `prod.env`, `.envrc`, `.dev.vars`. */
export function isSecretFileName(file: string): boolean {
  return nameFault(file) === undefined;
}

/** Whether a file is named after env files, if only as its example or its backup: it may hold a value. */
export function isNamedLikeEnv(file: string, system: NodeJS.Platform = process.platform): boolean {
  const name = path.basename(file);
  return looksLikeEnv(ignoresCase(system) ? name.toLowerCase() : name);
}

/** The file to choose instead: the one that an example or a backup is of, else `.env`. */
export function ownFileName(file: string): string {
  const name = path.basename(file).replace(/~+$/, '');
  if (name.startsWith('.envrc')) return '.envrc';
  if (name.startsWith('.dev.vars')) return '.dev.vars';
  if (!name.startsWith('.env.')) return '.env';
  const kept = name
    .slice('.env.'.length)
    .split('.')
    .filter((word) => faultOf(word.toLowerCase()) === undefined && word !== 'd');
  const own = ['.env', ...kept].join('.');
  return isSecretFileName(own) ? own : '.env';
}
