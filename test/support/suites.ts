import { existsSync } from 'node:fs';
import path from 'node:path';
import { floor } from './provision.mjs';
import { root } from './root.mjs';

export interface Suite {
  readonly name: string;
  /** The npm script that runs it. */
  readonly script: string;
  /** What must exist in the project for it to be run. */
  readonly runner: string;
  /** A suite that counts nothing itself is one step that passes or fails. */
  readonly counts: boolean;
  /** It opens several windows at a time itself, so that nothing runs beside it. */
  readonly alone: boolean;
  readonly env?: Readonly<Record<string, string>>;
}

/**
 * Where Node keeps what it has compiled, types stripped, so that programs which tests start again and again
 * are read once: half of what a start costs.
 */
const compiled = { NODE_COMPILE_CACHE: path.join(root, 'out', 'compiled') };

/** In the order in which they begin: of those that share the machine the longest first. */
const suites: readonly Suite[] = [
  { ...counted('journeys'), alone: true },
  counted('editor'),
  { ...counted('env'), env: compiled },
  {
    name: 'check',
    script: 'check',
    runner: 'package.json',
    counts: false,
    alone: false,
  },
  { ...counted('unit'), env: compiled },
  { ...counted('editor'), name: 'editor-floor', env: { KEYRAIL_CODE_SERVER: floor } },
  counted('package'),
  // Its table also says what the journeys and the editor tests found, and tells rates: late, when less runs beside it.
  { ...counted('hardening'), env: compiled },
  { ...counted('faults'), env: compiled },
  { ...counted('contract'), env: compiled },
  counted('programs'),
];

function counted(name: string): Suite {
  return {
    name,
    script: `test:${name}`,
    runner: `test/${name}/run.ts`,
    counts: true,
    alone: false,
  };
}

/**
 * The suites that this project has, or those of them that are named.
 *
 * @throws Error for a name that none of them has
 */
export function suitesToRun(root: string, names: readonly string[]): Suite[] {
  const there = suites.filter(({ runner }) => existsSync(path.join(root, runner)));
  const unknown = names.find((name) => !there.some((suite) => suite.name === name));
  if (unknown !== undefined) {
    const known = there.map(({ name }) => name).join(', ');
    throw new Error(`There is no suite “${unknown}”. There are: ${known}.`);
  }
  return names.length === 0 ? there : there.filter(({ name }) => names.includes(name));
}
