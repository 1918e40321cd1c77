import { setTimeout as delay } from 'node:timers/promises';
import { cannotListen, listen, type ListenerOptions, type Listener } from './listen.ts';
import { identifyPortOwner, type PortWatch } from './portOwner.ts';
import type { Install } from '../install.ts';

/** Who serves the runtime plane on the agreed port. */
export type RuntimePlaneState =
  | { readonly kind: 'serving'; readonly port: number }
  /** Another window with the same data file: applications are served just as well. */
  | { readonly kind: 'served-elsewhere'; readonly port: number }
  /** Whoever has the port has not said yet who they are. */
  | { readonly kind: 'silent'; readonly port: number }
  /** Some other program has the port. It must never be sent a key. */
  | { readonly kind: 'foreign'; readonly port: number }
  | { readonly kind: 'closed'; readonly port: number };

/** So often is the port tried again when whoever has it cuts the connection: they may be closing. */
const TRIES = 10;
const RETRY_MS = 30;

/** After a connection that was kept no longer than this: to ask for another at once could go on and on. */
const BRIEF_MS = 100;

/** Whoever says nothing so often is taken for a foreign process; a window was only busy, and is busy for less. */
const SILENCES = 3;

/** A foreign process stays, as a rule: it is looked for so many times less often. */
const SELDOM = 10;

/** This window's part in serving the port. */
export interface RuntimePlane {
  readonly state: RuntimePlaneState;
  close(): Promise<void>;
}

interface Options {
  readonly serve: Omit<ListenerOptions, 'install' | 'report'>;
  readonly install: Install;
  /**
   * How often a window that stands by looks whether it has to serve, in milliseconds, where the one that
   * serves does not keep its connection.
   */
  readonly lookEveryMs?: number;
  /** Told every state after the first. */
  readonly onChange?: (state: RuntimePlaneState) => void;
  readonly report: (error: unknown) => void;
}

/**
 * Serves the port, or stands by while another Keyrail window does and takes over when it goes, which
 * the connection that it keeps tells at once. Nothing is polled while this window serves or is told; when
 * a foreign process has the port, it is looked now and then whether that has gone.
 * @throws UserFacingError when the port cannot be used at all.
 */
export async function serveRuntimePlane(options: Options): Promise<RuntimePlane> {
  const { install, serve, lookEveryMs = 2000 } = options;
  let listener: Listener | undefined;
  let timer: NodeJS.Timeout | undefined;
  let watch: PortWatch | undefined;
  let silences = 0;
  let closed = false;
  const isClosed = () => closed;
  let state = await settle();

  async function settle(tries = TRIES): Promise<RuntimePlaneState> {
    if (isClosed()) return { kind: 'closed', port: serve.port };
    try {
      listener = await listen({
        ...serve,
        report: options.report,
        install,
      });
      return { kind: 'serving', port: listener.port };
    } catch (error) {
      if (!isTaken(error)) throw cannotListen(serve.port, error);
    }
    const port = serve.port;
    const owner = await identifyPortOwner(install, port);
    if (owner.kind === 'gone' && tries > 1) {
      await delay(RETRY_MS);
      return settle(tries - 1);
    }
    watch = owner.kind === 'ours' ? owner.watch : undefined;
    if (isClosed()) {
      watch?.leave();
      return { kind: 'closed', port };
    }
    silences = owner.kind === 'silent' ? silences + 1 : 0;
    if (owner.kind === 'ours') {
      if (watch) lookAfter(watch);
      else lookIn(lookEveryMs);
      return { kind: 'served-elsewhere', port };
    }
    const isSilent = silences > 0 && silences < SILENCES;
    lookIn(isSilent ? BRIEF_MS : lookEveryMs * SELDOM);
    return { kind: isSilent ? 'silent' : 'foreign', port };
  }

  function lookIn(ms: number): void {
    timer = setTimeout(look, ms);
  }

  function lookAfter({ ended }: PortWatch): void {
    const since = performance.now();
    void ended.then(() => {
      watch = undefined;
      if (closed) return;
      if (performance.now() - since < BRIEF_MS) lookIn(BRIEF_MS);
      else look();
    });
  }

  function look(): void {
    settle()
      .then(async (next) => {
        if (closed) {
          clearTimeout(timer);
          watch?.leave();
          await listener?.close();
          return;
        }
        const changed = next.kind !== state.kind;
        state = next;
        if (changed) options.onChange?.(next);
      })
      .catch((error: unknown) => {
        options.report(error);
        if (!closed) lookIn(lookEveryMs);
      });
  }

  return {
    get state() {
      return state;
    },
    async close() {
      closed = true;
      clearTimeout(timer);
      watch?.leave();
      await listener?.close();
      state = { kind: 'closed', port: state.port };
    },
  };
}

function isTaken(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
}
