import type { Socket } from 'node:net';

/** What the bench asks the companion, one JSON object a line. */
export interface Question {
  readonly id: number;
  readonly probe: string;
  readonly args: readonly unknown[];
}

export interface Reply {
  readonly id: number;
  readonly value?: unknown;
  readonly error?: string;
}

/** Calls `take` with every line of JSON that comes in. */
export function readLines(socket: Socket, take: (message: unknown) => void): void {
  let rest = '';
  socket.setEncoding('utf8').on('data', (chunk: string) => {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) take(JSON.parse(line));
  });
}

export function writeLine(socket: Socket, message: Question | Reply): void {
  socket.write(`${JSON.stringify(message)}\n`);
}
