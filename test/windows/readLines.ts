import { existsSync, readFileSync } from 'node:fs';

/** What a test came to, as `reporter.cjs` writes it. */
export interface Line {
  readonly kind: 'begun' | 'passed' | 'failed' | 'skipped' | 'ended';
  readonly title: string;
  readonly said?: string;
}

/** What a process told of its tests; one that was ended, or never began, has failed in what it was at. */
export function readLines(file: string, log: string): readonly Line[] {
  const lines = existsSync(file)
    ? readFileSync(file, 'utf8')
        .split('\n')
        .filter((line) => line !== '')
        // As `reporter.cjs` wrote it.
        .map((line) => JSON.parse(line) as Line)
    : [];
  const last = lines.at(-1);
  if (last?.kind === 'ended') return lines;
  const tail = readFileSync(log, 'utf8').trim().split('\n').slice(-12).join('\n');
  const title = last ? `did not end after “${last.title}”` : 'did not begin';
  return [...lines, { kind: 'failed', title, said: tail }];
}
