import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { crc32 } from 'node:zlib';
import { movingPicture } from '../../../packaging/movingPicture.ts';
import { root } from '../../support/root.mjs';

const picture = (name: string) => path.join(root, 'docs', 'pictures', `${name}.png`);

/** The chunks of a PNG, each checked against its sum. */
function chunksOf(png: Buffer): { type: string; data: Buffer }[] {
  const all = [];
  for (let at = 8; at < png.length; at += png.readUInt32BE(at) + 12) {
    const named = png.subarray(at + 4, at + 8 + png.readUInt32BE(at));
    assert.equal(png.readUInt32BE(at + 4 + named.length), crc32(named));
    all.push({ type: named.toString('latin1', 0, 4), data: named.subarray(4) });
  }
  return all;
}

describe('a moving picture', () => {
  const frames = [
    { file: picture('checklist'), seconds: 2.5 },
    { file: picture('preview'), seconds: 4 },
  ];
  const chunks = chunksOf(movingPicture(frames));

  it('has every frame, in an order that is counted, for as long as it was to be seen', () => {
    const [start] = chunks.filter(({ type }) => type === 'acTL');
    assert.equal(start?.data.readUInt32BE(0), 2);
    const counted = chunks.filter(({ type }) => type === 'fcTL' || type === 'fdAT');
    assert.deepEqual(
      counted.map(({ data }) => data.readUInt32BE(0)),
      counted.map((_, index) => index),
    );
    const seen = chunks.filter(({ type }) => type === 'fcTL');
    assert.deepEqual(
      seen.map(({ data }) => data.readUInt16BE(20) / data.readUInt16BE(22)),
      [2.5, 4],
    );
    const second = chunksOf(readFileSync(picture('preview')));
    const pixels = (all: typeof chunks, type: string, from: number) =>
      Buffer.concat(
        all.filter((each) => each.type === type).map(({ data }) => data.subarray(from)),
      );
    assert.ok(pixels(chunks, 'fdAT', 4).equals(pixels(second, 'IDAT', 0)));
  });

  it('is made of frames of one size only', () => {
    const mixed = [...frames, { file: picture('rotation'), seconds: 1 }];
    assert.throws(() => movingPicture(mixed), /differ in their size/);
  });

  it('stands in the README, moves, and is loaded fast', () => {
    const rotation = readFileSync(picture('rotation'));
    assert.ok(chunksOf(rotation).some(({ type }) => type === 'acTL'));
    assert.ok(rotation.length < 300_000, `${rotation.length} bytes`);
    const readme = readFileSync(path.join(root, 'README.md'), 'utf8');
    assert.ok(readme.indexOf('rotation.png') < readme.indexOf('## Two commands'));
  });
});
