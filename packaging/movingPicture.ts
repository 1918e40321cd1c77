import { readFileSync } from 'node:fs';
import { crc32 } from 'node:zlib';

/** A picture of a moving one, and how long it is to be seen. */
export interface Frame {
  /** Path of a PNG; all have one size and one kind of colour. */
  readonly file: string;
  readonly seconds: number;
}

const signature = Buffer.from('89504e470d0a1a0a', 'hex');

interface Chunk {
  readonly type: string;
  readonly data: Buffer;
}

/**
 * One animated PNG, which browsers, GitHub and VS Code play and what knows none shows the first frame of.
 * By itself, since a tool that makes one would be a program to install.
 */
export function movingPicture(frames: readonly Frame[]): Buffer {
  let number = 0;
  const sequence = () => numbers(number++);
  const [first, ...others] = frames.map(({ file, seconds }) => ({
    seconds,
    chunks: chunksOf(readFileSync(file)),
  }));
  if (!first) throw new Error('A moving picture has a frame at least.');
  const header = dataOf(first.chunks, 'IHDR');
  if (others.some(({ chunks }) => !dataOf(chunks, 'IHDR').equals(header))) {
    throw new Error('The frames differ in their size or colours.');
  }
  const size = header.subarray(0, 8);
  // Where it begins, how long it stays in hundredths of a second, and that it replaces what was there.
  const control = (seconds: number) =>
    chunk('fcTL', [sequence(), size, numbers(0, 0), hundredths(seconds), Buffer.from([0, 0])]);
  return Buffer.concat([
    signature,
    chunk('IHDR', [header]),
    chunk('acTL', [numbers(frames.length, 0)]),
    control(first.seconds),
    ...first.chunks.filter(isPixels).map(({ data }) => chunk('IDAT', [data])),
    ...others.flatMap(({ seconds, chunks }) => [
      control(seconds),
      ...chunks.filter(isPixels).map(({ data }) => chunk('fdAT', [sequence(), data])),
    ]),
    chunk('IEND', []),
  ]);
}

const isPixels = ({ type }: Chunk) => type === 'IDAT';

function dataOf(chunks: readonly Chunk[], type: string): Buffer {
  const found = chunks.find((each) => each.type === type);
  if (!found) throw new Error(`A PNG without ${type}.`);
  return found.data;
}

function chunksOf(png: Buffer): Chunk[] {
  if (!png.subarray(0, 8).equals(signature)) throw new Error('This is no PNG.');
  const all: Chunk[] = [];
  for (let at = 8; at < png.length;) {
    const length = png.readUInt32BE(at);
    const type = png.toString('latin1', at + 4, at + 8);
    all.push({ type, data: png.subarray(at + 8, at + 8 + length) });
    at += length + 12;
  }
  return all;
}

function chunk(type: string, parts: readonly Buffer[]): Buffer {
  const data = Buffer.concat(parts);
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  return Buffer.concat([numbers(data.length), named, numbers(crc32(named))]);
}

function numbers(...values: readonly number[]): Buffer {
  const buffer = Buffer.alloc(values.length * 4);
  for (const [index, value] of values.entries()) buffer.writeUInt32BE(value, index * 4);
  return buffer;
}

function hundredths(seconds: number): Buffer {
  const buffer = Buffer.alloc(4);
  buffer.writeUInt16BE(Math.round(seconds * 100), 0);
  buffer.writeUInt16BE(100, 2);
  return buffer;
}
