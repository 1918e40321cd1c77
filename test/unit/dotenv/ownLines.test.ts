import assert from 'node:assert/strict';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { MAX_BYTES } from '../../../src/files/guardedRead.ts';
import { ownLines, ownPrefixes } from '../../../src/editor/env/ownLines.ts';

const value = `krl_local_${'a1'.repeat(12)}_${'0f'.repeat(24)}`;
const prefixes = ownPrefixes(['krl_local_a1a1a1a1a1', 'krl_local_b2b2b2b2b2']);
const look = async (text: string, known: readonly string[] = []) => {
  const lines = await ownLines(Buffer.from(text), prefixes, new Set(known));
  return lines?.map(({ variable, line }) => [variable, line]);
};

describe('lines of a .env that hold our values', () => {
  it('are told by variable and line, of each variable the last one', async () => {
    assert.deepEqual(
      await look(`\uFEFFA=1\nexport KEY="${value}" # live\n\nB='two\nlines'\nKEY=${value}\n`),
      [['KEY', 6]],
    );
    assert.deepEqual(await look(`KEY=${value}\nKEY=other\n`), []);
  });

  it('are those of variables that held one before, whatever they hold now', async () => {
    assert.deepEqual(await look('KEY=other\nB=2\n', ['KEY']), [['KEY', 1]]);
    assert.deepEqual(await look('B=2\n', ['KEY']), []);
  });

  it('are not known in a file that readers do not agree on, or one too large to read', async () => {
    assert.equal(await look('KEY=other\nB="open\n', ['KEY']), undefined);
    assert.deepEqual(await look(`KEY=${value}\nB="open\n`), []);
    assert.equal(await look('#'.repeat(MAX_BYTES + 1)), undefined);
  });

  it('leave time for everybody else in the largest file, full of them', async () => {
    const line = (at: number) => `NAME_${String(at)}=${value}\n`;
    const lines = Array.from({ length: 10_000 }, (_, at) => line(at));
    const text = Buffer.from(
      lines
        .join('')
        .slice(0, MAX_BYTES - 100)
        .replace(/[^\n]*$/, ''),
    );
    let [turns, done] = [0, false];
    const others = (async () => {
      for (; !done; turns += 1) await nextTurn();
    })();
    const found = await ownLines(text, prefixes);
    done = true;
    await others;
    assert.ok((found?.length ?? 0) > 9000);
    // Done at once it would leave none.
    assert.ok(turns > 2, `${String(turns)} turns of others`);
  });
});
