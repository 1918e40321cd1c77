import { connect } from 'node:net';
import { notice } from '../channel/protocol.ts';

/** What came back, as one line of JSON. */
export interface Exchanged {
  readonly text: string;
  /** When the window lets go of the connection. */
  readonly closed: Promise<void>;
}

/** Why nothing came: nobody listens; the window ended without an answer; it has too much to do. */
export type Lost = 'gone' | 'silent' | 'busy';

/** What goes on while an answer is waited for. */
export interface Meanwhile {
  /** Nobody waits for the answer any more. */
  readonly signal?: AbortSignal;
  /** The window waits for the person, in a sentence. */
  readonly wait?: (sentence: string) => void;
}

/** Sends one line to a window, and takes the line that it answers with. */
export function exchange(
  address: string,
  line: string,
  { signal, wait }: Meanwhile,
): Promise<Exchanged | Lost> {
  return new Promise((resolve) => {
    let rest = '';
    let isConnected = false;
    let isBusy = false;
    const socket = connect(address, () => {
      isConnected = true;
      socket.write(line);
    });
    // By its end the window knows that nobody waits any more.
    const leave = () => socket.destroy();
    signal?.addEventListener('abort', leave);
    if (signal?.aborted) leave();
    socket.setEncoding('utf8');
    const closed = new Promise<void>((isClosed) => {
      socket.on('close', () => {
        isClosed();
      });
    });
    socket.on('data', (part: string) => {
      const lines = `${rest}${part}`.split('\n');
      rest = lines.pop() ?? '';
      for (const text of lines) {
        const said = notice.safeParse(parsed(text));
        if (said.success) {
          wait?.(said.data.sentence);
          continue;
        }
        // The program that is started next keeps this process, the connection does not.
        socket.unref();
        resolve({ text, closed });
      }
    });
    socket.on('error', (error) => {
      // The window may have answered before it has read all; `close` follows.
      isBusy = 'code' in error && error.code === 'EAGAIN';
    });
    socket.on('close', () => {
      signal?.removeEventListener('abort', leave);
      if (isBusy) resolve('busy');
      else resolve(isConnected ? 'silent' : 'gone');
    });
  });
}

/** @returns `undefined` for what is no JSON */
export function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
