import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { toolsIn } from '../../../src/dotenv/envTools.ts';
import { bareEnvironment } from '../../support/bareEnvironment.ts';
import { root } from '../../support/root.mjs';
import { seeded } from '../../support/random.ts';

const program = path.join(root, 'test/unit/support/readWithTool.ts');

/** Env files that tools of JavaScript know, and some that they do not. */
const modes = ['development', 'production', 'test', 'staging'];
const names = [
  '.env',
  '.env.local',
  ...modes.flatMap((mode) => [`.env.${mode}`, `.env.${mode}.local`]),
  ...['.env.example', '.dev.vars', '.envrc'],
];

interface Tool {
  /** As `envTools.ts` calls it, and its npm package, by which it is known. */
  readonly name: string;
  readonly dependency: string;
  readonly modes: readonly string[];
}

const tools: readonly Tool[] = [
  {
    name: 'Vite',
    dependency: 'vite',
    modes,
  },
  {
    name: 'Next.js',
    dependency: 'next',
    modes: ['development', 'production', 'test'],
  },
  {
    name: 'dotenv-flow',
    dependency: 'dotenv-flow',
    modes,
  },
  {
    name: 'Expo',
    dependency: 'expo',
    modes: ['development', 'production', 'test'],
  },
  {
    name: 'dotenv',
    dependency: 'dotenv',
    modes,
  },
];

describe('the order in which a tool reads env files', () => {
  let top = '';
  /** Folders with some of the files in each; every file sets `KR_WHO` and a variable of its own. */
  const folders: (readonly string[])[] = [];
  const own = (name: string) => `KR_${name.replace(/[^a-z]/g, '_')}`;

  before(() => {
    top = realpathSync(mkdtempSync(path.join(tmpdir(), 'keyrail-order-')));
    const random = seeded(24);
    const subsets = Array.from({ length: 40 }, () => names.filter(() => random.below(2) === 0));
    // Each with each, and each alone: what wins over what.
    const pairs = names.flatMap((one, at) =>
      names.slice(at).map((other) => [...new Set([one, other])]),
    );
    for (const [at, files] of [...subsets, ...pairs].entries()) {
      const folder = mkdtempSync(path.join(top, `${at}-`));
      for (const name of files) {
        writeFileSync(path.join(folder, name), `KR_WHO=${name}\n${own(name)}=1\n`);
      }
      folders.push([folder, ...files]);
    }
  });
  after(() => {
    rmSync(top, { recursive: true, force: true });
  });

  for (const { name, dependency, modes: ran } of tools) {
    it(`is that of the real ${name}, in every mode`, function () {
      this.timeout(60_000);
      const order = (mode: string, files: readonly string[]) => {
        const texts = new Map([['package.json', `{"dependencies":{"${dependency}":"1"}}`]]);
        const tool = toolsIn({ names: files, texts }).find((each) => each.name === name);
        assert.ok(tool, name);
        return tool.order(mode).filter((each) => files.includes(each));
      };
      for (const mode of ran) {
        const output = execFileSync(process.execPath, [program, name, mode], {
          cwd: root,
          env: bareEnvironment(),
          input: JSON.stringify(folders.map(([folder]) => folder)),
          encoding: 'utf8',
          stdio: ['pipe', 'pipe', 'ignore'],
        });
        // `as`: what the program above prints.
        const answers = JSON.parse(output.slice(output.lastIndexOf('\n'))) as Record<
          string,
          string
        >[];
        for (const [at, [, ...files]] of folders.entries()) {
          const [read, ours] = [answers[at] ?? {}, order(mode, files)];
          const what = `${mode}: ${files.join(' ')}`;
          assert.equal(read['KR_WHO'], ours[0], what);
          assert.deepEqual(
            files.filter((each) => read[own(each)] !== undefined).sort(),
            ours.toSorted(),
            what,
          );
        }
      }
    });
  }
});
