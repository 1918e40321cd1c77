import { globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { root } from './root.mjs';

/** What the search at the end of one journey found. */
export interface CanaryFigures {
  readonly secrets: number;
  /** Places where a secret of this journey belongs: the chosen `.env`, a terminal that was given it. */
  readonly expected: number;
  readonly elsewhere: number;
}

const folder = path.join(root, 'out', 'results', 'canary');

/** Remembers it for the table of the hardening run. */
export function writeCanary(journey: string, figures: CanaryFigures): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, `${journey}.json`), JSON.stringify(figures));
}

/** Of every journey that was run here since the last `npm test` began. */
export function readCanary(): readonly CanaryFigures[] {
  return globSync('*.json', { cwd: folder }).map(
    // `as`: written above.
    (name) => JSON.parse(readFileSync(path.join(folder, name), 'utf8')) as CanaryFigures,
  );
}
