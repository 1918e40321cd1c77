import { execFile } from 'node:child_process';
import { globSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import type * as copies from '../../../src/dotenv/copies.ts';
import type * as rareCopies from '../../../src/dotenv/rareCopies.ts';
import { nothingLeftOut } from '../../../src/dotenv/search.ts';
import type * as searching from '../../../src/dotenv/searchFiles.ts';
import { temporaryFolder } from '../../support/owned.ts';
import { downloads, root } from '../../support/root.mjs';
import { budgets } from '../budgets.ts';
import { resultOf, type Result } from '../result.ts';
import { interleave, timed } from '../samples.ts';

/** The same files, in folders of 20 each and all in one: what a folder's size costs shows in the second. */
const shapes = [
  { folders: 1000, filesEach: 20, what: 'in 20,000 files' },
  { folders: 1, filesEach: 20_000, what: 'in one folder of 20,000 files' },
] as const;
type Shape = (typeof shapes)[number];
const rounds = 9;
const resolutionMs = 5;

const valueOf = (digit: string) => `krl_local_${digit.repeat(24)}_${digit.repeat(48)}`;
const values = ['1', '2', '3'].map(valueOf);

/**
 * Row 17: the search for every copy in 20,000 files of all kinds, against ripgrep (of VS Code) looking for the
 * same values as fixed strings in the same files, by name alone. Both find the same files.
 */
export async function searchRow(): Promise<Result[]> {
  const program = globSync('code-server-*/node_modules/@vscode/ripgrep*/bin/**/rg', {
    cwd: downloads,
  }).at(-1);
  if (program === undefined) throw new Error('No ripgrep: `npm start` gets it with VS Code.');
  const search = await builtSearch();
  const results: Result[] = [];
  for (const shape of shapes) results.push(...(await measure(shape, program, search)));
  return results;
}

type Search = Awaited<ReturnType<typeof builtSearch>>;

/** As VS Code loads it: from source, its thread would begin by translating that. */
async function builtSearch() {
  const outdir = path.join(root, 'out', 'bench', 'search');
  const names = ['searchFiles', 'copies', 'rareCopies', 'searchThread'];
  await build({
    entryPoints: names.map((name) => path.join(root, 'src', 'dotenv', `${name}.ts`)),
    ...{ outdir, outExtension: { '.js': '.mjs' }, chunkNames: '[hash]' },
    ...{ bundle: true, splitting: true, format: 'esm', platform: 'node', target: 'node22' },
    alias: { '@vscode/l10n': '@vscode/l10n/dist/browser.js' },
  });
  const load = async (name: string): Promise<unknown> =>
    import(pathToFileURL(path.join(outdir, `${name}.mjs`)).href);
  return {
    ...((await load('searchFiles')) as typeof searching),
    ...((await load('copies')) as typeof copies),
    ...((await load('rareCopies')) as typeof rareCopies),
  };
}

async function measure(
  shape: Shape,
  program: string,
  { searchFiles, mayHoldCopies, mayBeRareCopies, findCopies }: Search,
): Promise<readonly Result[]> {
  const place = await temporaryFolder('bench-search');
  try {
    const holding = await fill(place.path, shape);
    const blocks: number[] = [];
    const { subject, baseline } = await interleave(
      {
        subject: async () => {
          const found: string[] = [];
          const delay = monitorEventLoopDelay({ resolution: resolutionMs });
          delay.enable();
          const took = await timed(() =>
            searchFiles(place.path, {
              wants: (file, bytes) => mayHoldCopies(bytes) || mayBeRareCopies(String(file), bytes),
              always: new Set(),
              async look({ file, bytes }) {
                if (findCopies(bytes).length > 0) found.push(String(file));
              },
              signal: new AbortController().signal,
              unsearched: nothingLeftOut(),
            }),
          );
          delay.disable();
          blocks.push(Math.max(0, delay.max / 1e6 - resolutionMs));
          same(found, holding);
          return took;
        },
        baseline: async () => {
          let found: readonly string[] = [];
          const took = await timed(async () => {
            found = await ripgrep(path.join(downloads, program), place.path);
          });
          same(found, holding);
          return took;
        },
      },
      { rounds, warmUp: 2 },
    );
    return [
      resultOf({
        row: 17,
        what: `copies looked for ${shape.what}`,
        unit: 'ms',
        budget: budgets.search,
        subject,
        baseline: { what: 'ripgrep, fixed strings', samples: baseline },
      }),
      resultOf({
        row: 17,
        what: 'longest block of the event loop meanwhile',
        unit: 'ms',
        budget: budgets.longestBlockMs,
        subject: blocks,
      }),
    ];
  } finally {
    place.dispose();
  }
}

function same(found: readonly string[], expected: readonly string[]): void {
  const [one, other] = [found.toSorted().join(), expected.toSorted().join()];
  if (one !== other) throw new Error(`Found ${found.length} files instead of ${expected.length}.`);
}

function ripgrep(program: string, folder: string): Promise<readonly string[]> {
  const wanted = values.flatMap((value) => ['-e', value]);
  const args = ['--no-config', '-uu', '--fixed-strings', '--files-with-matches', ...wanted, folder];
  return new Promise((resolve, reject) => {
    execFile(program, args, { encoding: 'utf8' }, (error, output) => {
      if (error) reject(new Error('ripgrep found nothing, or failed.', { cause: error }));
      else resolve(output.split('\n').filter((line) => line !== ''));
    });
  });
}

/** Of 100 bytes to 30 kB, as sources and settings are; every hundredth holds a value. */
async function fill(root: string, { folders, filesEach }: Shape): Promise<readonly string[]> {
  const holding: string[] = [];
  for (let at = 0; at < folders; at++) {
    const folder = path.join(root, String(at % 20), String(at));
    await mkdir(folder, { recursive: true });
    for (let each = 0; each < filesEach; each++) {
      const number = at * filesEach + each;
      const file = path.join(folder, each === 0 ? '.env' : `file${each}.json`);
      const text = `  "name${each}": "value ${number}",\n`.repeat(4 + ((number * 7919) % 1000));
      const value = number % 100 === 0 ? `TOKEN=${values[number % 3] ?? ''}\n` : '';
      await writeFile(file, `${text}${value}`);
      if (value !== '') holding.push(file);
    }
  }
  return holding;
}
