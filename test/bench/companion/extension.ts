import { connect } from 'node:net';
import type { ExtensionContext } from 'vscode';
import { createProbes } from './probes.ts';
import { readLines, writeLine, type Question } from './wire.ts';

/** Measures inside the extension host what the bench asks for, over a socket on this machine. */
export function activate(context: ExtensionContext): void {
  const socket = connect({ host: '127.0.0.1', port: Number(process.env['KEYRAIL_BENCH_PORT']) });
  const probes = createProbes(context);
  readLines(socket, (message) => {
    // `as`: the bench is the only one on the other end.
    const { id, probe, args } = message as Question;
    const found = probes[probe];
    if (!found) {
      writeLine(socket, { id, error: `No probe ${probe}.` });
      return;
    }
    // `as`: the bench and its probes are built together; what one sends is what the other takes.
    found(...(args as never)).then(
      (value) => {
        writeLine(socket, { id, value });
      },
      (error: unknown) => {
        const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
        writeLine(socket, { id, error: text });
      },
    );
  });
  context.subscriptions.push({
    dispose() {
      socket.destroy();
    },
  });
}
