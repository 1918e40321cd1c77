/** One safeguard of the product: a place in its source, and the part of the run that must miss it. */
export interface Safeguard {
  readonly name: string;
  /** Below the project. */
  readonly file: string;
  readonly text: string;
  /** What stands there when it is taken out. */
  readonly instead: string;
  /** The part of the run that must be red without it. */
  readonly missedBy: string;
  readonly quick?: true;
}

/**
 * What `--without NAME` takes out. `--long` takes out one after the other; the ordinary form those
 * whose part takes a second or two.
 */
export const safeguards: readonly Safeguard[] = [
  {
    name: 'reply-limit',
    file: 'src/client/transport/request.ts',
    text: 'const REPLY_LIMIT_BYTES = 5 * 1024 * 1024;',
    instead: 'const REPLY_LIMIT_BYTES = Infinity;',
    missedBy: 'bombs',
  },
  {
    name: 'no-redirects',
    file: 'src/client/transport/overHttp.ts',
    text: 'maxRedirects: 0,',
    instead: 'maxRedirects: 5,',
    missedBy: 'replies',
  },
  {
    name: 'clean-text',
    file: 'src/client/transport/cleanText.ts',
    text: "text.replace(INVISIBLE, '').replace(CONTROLS, ' ').trim()",
    instead: 'text',
    missedBy: 'text',
    quick: true,
  },
  {
    name: 'git-without-programs',
    file: 'src/dotenv/git/git.ts',
    text: "'core.fsmonitor=false',",
    instead: "'core.bare=false',",
    missedBy: 'folders',
    quick: true,
  },
  {
    name: 'host-check',
    file: 'src/controlPlane/listener/localCallers.ts',
    text: "if (!ourHosts.includes(call.header('host')))",
    instead: "if (!ourHosts.includes(ourHosts[0] ?? ''))",
    missedBy: 'callers',
    quick: true,
  },
  {
    name: 'request-timeout',
    file: 'src/controlPlane/listener/connections.ts',
    text: 'const LOOK_AFTER_MS = 2500;',
    instead: 'const LOOK_AFTER_MS = 60_000;',
    missedBy: 'slow',
  },
  {
    name: 'write-lock-first',
    file: 'src/controlPlane/database/query.ts',
    text: "prepared('BEGIN IMMEDIATE').run();",
    instead: "prepared('BEGIN').run();",
    missedBy: 'rivals',
  },
  {
    name: 'look-at-the-file',
    file: 'src/controlPlane/database/open.ts',
    text: "if (pragma(connection, 'quick_check(1)') !== 'ok')",
    instead: "if (pragma(connection, 'quick_check(1)') === undefined)",
    missedBy: 'disk',
  },
  {
    name: 'emptied-file',
    file: 'src/controlPlane/database/open.ts',
    text: 'const lost = hasLostAll(path);',
    instead: 'const lost = false;',
    missedBy: 'disk',
  },
];

/** @throws Error for a name that no safeguard has */
export function safeguardNamed(name: string): Safeguard {
  const found = safeguards.find((each) => each.name === name);
  if (found) return found;
  const known = safeguards.map((each) => each.name).join(', ');
  throw new Error(`There is no safeguard “${name}”: ${known}.`);
}
