import assert from 'node:assert/strict';
import { Secret } from '../../../src/domain/secrets/secret.ts';
import { findCopies } from '../../../src/dotenv/copies.ts';
import { planEdit } from '../../../src/dotenv/text/envText.ts';
import { planName } from '../../../src/dotenv/exampleFile.ts';
import { readers } from '../../../src/dotenv/text/readerCheck.ts';
import { copyMissing } from '../../../src/dotenv/missing.ts';
import { findLast, findVariable, planRemoval } from '../../../src/dotenv/text/variable.ts';
import { threadTime } from '../../support/threadTime.ts';

const secret = new Secret(`krl_local_${'0'.repeat(24)}_${'0'.repeat(48)}`);

/** What is done to a file that somebody else wrote, and could take longer than the file is long. */
const works: Readonly<Record<string, (text: string) => unknown>> = {
  'planning an edit': (text) => planEdit(Buffer.from(text), 'KEY', secret),
  'planning a rotation': (text) =>
    planEdit(Buffer.from(text), 'KEY', secret, { isOld: () => true }),
  'planning a removal': (text) => planRemoval(Buffer.from(text), 'KEY', () => true),
  'finding copies': (text) => findCopies(Buffer.from(`${text} ${secret.reveal()}`)),
  'telling that a copy is gone': (text) => copyMissing(Buffer.from(text), ['']),
  'naming in an example': (text) => planName(Buffer.from(text), 'KEY'),
  'finding a variable': (text) => findVariable(Buffer.from(text), 'KEY'),
  'finding the last ones': (text) => {
    const found = findLast(Buffer.from(text), new Set(['KEY', 'A']));
    while (found.next().done !== true);
  },
  ...Object.fromEntries(readers.map(({ tool, read }) => [`reading like ${tool}`, read])),
};

const heads = ['', 'A=', "A='", 'A="', 'KEY=', 'KEY=x', '# '];
const repeated = [
  ...[' ', '\t', '\n', ' \n', 'a', '=', '#', ' #', "'", '"', '`', '\\', "\\'", '\\"', '|', ' |'],
  ...['&& ', '$(', '${', '$(a)', '${A:=1}', '${KEY=', 'KEY=', ' KEY', '# KEY=', 'export ', 'A=1 '],
  ...[
    'KEY=1\n',
    'A=1\n',
    ' A=1\n',
    'A=\n',
    "A='\n",
    "A='\\'x\n",
    'A=" x"\n',
    '#\n',
    'KEY\n',
    'x \n',
  ],
];
const tails = ['x', ' y\nKEY=old # z\n', ')'];

/** Less says nothing. Windows counts in ticks of its clock. */
const leastUsed = process.platform === 'win32' ? 31_250 : 1000;

const SMALL = 512;
const TIMES = 16;

function used(run: () => void): number {
  const before = threadTime();
  run();
  return threadTime() - before;
}

/**
 * How much longer one file takes than as many smaller ones that are together as long: 1 where the work
 * grows with the length, TIMES where it grows with its square.
 */
function growth(work: (text: string) => unknown, text: (length: number) => string): number {
  const [small, large] = [text(SMALL), text(SMALL * TIMES)];
  const ratios: number[] = [];
  for (let round = 0; round < 5; round += 1) {
    const many = used(() => {
      for (let time = 0; time < TIMES; time += 1) work(small);
    });
    const one = used(() => work(large));
    ratios.push(one / Math.max(many, leastUsed));
    // The least of some: a collection of garbage falls into one or the other.
    if ((ratios.at(-1) ?? 0) < TIMES / 4) break;
  }
  return Math.min(...ratios);
}

describe('the work on a .env', () => {
  for (const [name, work] of Object.entries(works)) {
    it(`grows with the length of the file and not faster: ${name}`, () => {
      const slow: string[] = [];
      for (const head of heads) {
        for (const part of repeated) {
          for (const tail of tails) {
            const text = (length: number) =>
              head + part.repeat(Math.ceil(length / part.length)) + tail;
            const times = growth(work, text);
            if (times >= TIMES / 4) {
              slow.push(`${JSON.stringify([head, part, tail])}: ${times.toFixed(1)}`);
            }
          }
        }
      }
      assert.deepEqual(slow, []);
    });
  }
});
