import assert from 'node:assert/strict';
import { DatabaseSync } from 'node:sqlite';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Secret } from '../../../src/domain/secrets/secret.ts';
import { findCopies, mayHoldCopies, planCopies } from '../../../src/dotenv/copies.ts';
import { madeUpSecret } from '../../fixtures/leaks/corpus.ts';

const bytes = (...parts: readonly (string | number | readonly number[])[]) =>
  Buffer.concat(
    parts.map((each) =>
      typeof each === 'string' ? Buffer.from(each) : Buffer.from([each].flat()),
    ),
  );
const low32 = (count: number) => [count, 0, 0, 0];

/** What stands around a value where its length is a byte, as each of these formats writes it. */
const formats: Readonly<Record<string, (value: string) => Buffer>> = {
  // What protobuf, MessagePack and pickle have for a text of 82 or 83 bytes is the letter `R` or `S`.
  protobuf: (value) => bytes([0x08, 0x00, 0x12], value.length, value, [0x1a, 0x01], 'x'),
  'MessagePack, with a number': (value) =>
    bytes([0x82, 0xa1], 'n', 0x00, 0xa3, 'key', [0xd9, value.length], value, 0xc0),
  'pickle of Python 2': (value) => bytes([0x80, 0x02], 'X', low32(value.length), value, 'q\0.'),
  'pickle of Python 3': (value) =>
    bytes([0x80, 0x04, 0x95], low32(92), low32(0), [0x8c, value.length], value, [0x94, 0x2e]),
  BSON: (value) => bytes(low32(99), 0x02, 'key', 0, low32(value.length + 1), value, [0, 0]),
  CBOR: (value) => bytes([0xa2, 0x61], 'n', 0, 0x63, 'key', [0x78, value.length], value, 0xf6),
  LevelDB: (value) =>
    bytes([0x00, 0x07, 0x53], 'vscode', 0x01, value.length + 1, '1', value, [0, 0, 0, 1]),
  SQLite: sqlite,
};

/** A table whose column before the value is a text. */
function sqlite(value: string): Buffer {
  const folder = mkdtempSync(path.join(tmpdir(), 'keyrail-sqlite-'));
  try {
    const file = path.join(folder, 'state.vscdb');
    const database = new DatabaseSync(file);
    database.exec('create table items (name text, value text)');
    database.prepare('insert into items values (?, ?)').run('token', value);
    database.close();
    return readFileSync(file);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

describe('a value in a file that is no text', () => {
  for (const [name, write] of Object.entries(formats)) {
    it(`is found behind what reads as part of its word, and not written: ${name}`, () => {
      for (const number of [1, 2]) {
        const value = madeUpSecret(number);
        const file = write(value);
        assert.deepEqual(
          findCopies(file).map((copy) => copy.value.reveal()),
          [value],
        );
        assert.ok(mayHoldCopies(file));
        const plan = planCopies(file, () => true, new Secret(madeUpSecret(number + 2)));
        assert.equal(plan.kind === 'refused' && plan.code, 'not-text');
      }
    });
  }

  it('is none where it goes on, or has another shape', () => {
    const value = madeUpSecret(2);
    for (const near of [`${value}0`, `${value}_`, value.slice(0, -1), value.toUpperCase()]) {
      assert.deepEqual(findCopies(bytes(0, 'S', near, 0)), [], near);
    }
  });

  it('is none in a text, whose words are words: a zero that is written is no zero', () => {
    const value = madeUpSecret(2);
    for (const text of [
      `S${value}`,
      `é S${value}`,
      `"\\u0000" S${value}`,
      `\nxS${value}\r\n`,
      `\tS${value}`,
    ]) {
      assert.deepEqual(findCopies(Buffer.from(text)), [], text);
    }
  });
});
