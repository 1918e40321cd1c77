import assert from 'node:assert/strict';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { CancelledError } from '../../../src/domain/errors.ts';
import { Secret } from '../../../src/domain/secrets/secret.ts';
import { MOST_FILES, scan } from '../../../src/dotenv/scan.ts';

const value = `krl_local_${'a'.repeat(24)}_${'0'.repeat(48)}`;
const prefixes = [value.slice(0, 20)];
const match = async (found: Secret): Promise<string | undefined> =>
  found.equals(new Secret(value)) ? 'key-1' : undefined;
const reading = (files: Record<string, string>) => ({
  files: Object.keys(files),
  read: async (file: string): Promise<Uint8Array> => Buffer.from(files[file] ?? ''),
});

describe('looking for values in files', () => {
  it('finds a value on its line, by its variable, however it is quoted', async () => {
    const { hits } = await scan({
      ...reading({
        '.env': `A=1\nexport KEY="${value}" # live\n`,
        'app.py': `# old\nclient = Client('${value}')\n`,
        'note.md': `See ${value}, please.\n`,
      }),
      prefixes,
      match,
    });
    assert.deepEqual(hits, [
      { file: '.env', line: 2, match: 'key-1', variable: 'KEY' },
      { file: 'app.py', line: 2, match: 'key-1' },
      { file: 'note.md', line: 1, match: 'key-1' },
    ]);
  });

  it('is not taken in by what only begins alike', async () => {
    const { hits } = await scan({
      ...reading({ a: `${value}x\n${value.slice(0, 30)}\nkrl_local_\n` }),
      prefixes,
      match,
    });
    assert.deepEqual(hits, []);
  });

  it('leaves binary files and files of more than a mebibyte alone', async () => {
    const { hits, filesRead } = await scan({
      ...reading({ binary: `\0${value}`, large: `${'#'.repeat(1024 * 1024)}\n${value}\n` }),
      prefixes,
      match,
    });
    assert.deepEqual(hits, []);
    assert.equal(filesRead, 1);
  });

  it('looks at two thousand files and says that there were more', async () => {
    const files = Array.from({ length: MOST_FILES + 1 }, (_, at) => `f${at}`);
    const read = async (): Promise<Uint8Array> => Buffer.from('A=1\n');
    const { filesRead, more } = await scan({ files, read, prefixes, match });
    assert.equal(filesRead, MOST_FILES);
    assert.equal(more, true);
  });

  it('ends when it is told to', async () => {
    const stop = new AbortController();
    const read = async (): Promise<Uint8Array> => {
      stop.abort();
      return Buffer.from('A=1\n');
    };
    const files = ['a', 'b', 'c'];
    await assert.rejects(
      scan({ files, read, prefixes, match, signal: stop.signal }),
      CancelledError,
    );
  });

  it('lets others have their turn while it works', async () => {
    // Thirty files that are full of what begins like a value: nothing but work.
    const text = Buffer.from(`${value}x\n`.repeat(6000));
    const files = Array.from({ length: 30 }, (_, at) => `f${at}`);
    let turns = 0;
    const done = new AbortController();
    const others = (async () => {
      for (; !done.signal.aborted; turns += 1) await nextTurn();
    })();
    await scan({ files, read: async () => text, prefixes, match });
    done.abort();
    await others;
    assert.ok(turns > 5, `${turns} turns`);
  });
});
