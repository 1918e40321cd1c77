import { Buffer } from 'node:buffer';

/** More is no answer of such a program; it is read on, so that the program is not held up, and forgotten. */
const mostBytes = 64 * 1024;

/** The end of what was written to one of a program's outputs. */
export interface Output {
  readonly text: string;
  /** True where more was written than was kept. */
  readonly isCut: boolean;
}

/** Takes what a program writes, in pieces, and keeps the last of it. */
export function createCollector(): {
  readonly take: (piece: Buffer) => void;
  readonly read: () => Output;
} {
  let pieces: Buffer[] = [];
  let [kept, isCut] = [0, false];
  const shorten = () => {
    const whole = Buffer.concat(pieces);
    // A copy: a part would keep the whole of it.
    pieces = [Buffer.from(whole.subarray(-mostBytes))];
    isCut ||= whole.length > mostBytes;
    kept = pieces[0]?.length ?? 0;
  };
  return {
    take: (piece) => {
      pieces.push(piece);
      kept += piece.length;
      if (kept > 2 * mostBytes) shorten();
    },
    read: () => {
      shorten();
      return { text: Buffer.concat(pieces).toString('utf8'), isCut };
    },
  };
}
