import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { root } from './root.mjs';

/** For how long the extension host could do nothing else while something was done, at the longest. */
export interface BlockFigure {
  readonly what: string;
  readonly ms: number;
}

const file = path.join(root, 'out', 'results', 'blocks', 'blocks.json');

/** The figure in a line that `watchBlocks` printed. */
export function blockIn(line: string): BlockFigure | undefined {
  const [, what, ms] = /^\s*(.+): \d+ ms, longest block (\d+) ms/.exec(line) ?? [];
  return what === undefined ? undefined : { what, ms: Number(ms) };
}

/** Remembers them for the table of the hardening run. */
export function writeBlocks(figures: readonly BlockFigure[]): void {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(figures));
}

/** Of the editor tests that were run here since the last `npm test` began; empty when none were. */
export function readBlocks(): readonly BlockFigure[] {
  try {
    // `as`: written above.
    return JSON.parse(readFileSync(file, 'utf8')) as BlockFigure[];
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}
