import { createHook, executionAsyncId } from 'node:async_hooks';
import { pathToFileURL } from 'node:url';

/** What one extension, and what everybody else in its extension host, has done. */
export interface Stirrings {
  readonly own: {
    /** The stacks that have set the timers which are set now, also those that keep nothing awake. */
    readonly timers: readonly string[];
    /** Connections that are open now, either way. */
    readonly sockets: number;
    /** The stacks of whatever was begun meanwhile: timers, requests, promises, writes. */
    readonly begun: readonly string[];
  };
  readonly others: { readonly timers: readonly string[]; readonly begun: number };
}

export interface Watch {
  /** From here on is meanwhile. */
  mark(): void;
  /** Ends the watch. */
  end(): Stirrings;
}

type Party = 'own' | 'others' | 'nobody';

interface Begun {
  readonly party: Party;
  readonly type: string;
  readonly stack: string;
}

/**
 * Watches what is begun in this process, from before the extension is activated. Its own is whatever
 * has a frame of a file in `folder` in its stack, and all that comes of it, such as a timer that VS Code
 * sets because the extension has called it. What comes of `apart`, the watcher's own folder, is nobody's.
 * The clocks that Node keeps for the whole process are others', whoever happens to start them.
 */
export function watchStirrings(folder: string, apart: string): Watch {
  const parties = new Map<number, Party>();
  const alive = new Map<number, Begun>();
  let begun: Begun[] = [];
  const partyOf = (stack: string, trigger: number): Party => {
    if (isNodesClock(stack)) return 'others';
    if (isOf(stack, folder)) return 'own';
    if (isOf(stack, apart)) return 'nobody';
    return parties.get(executionAsyncId()) ?? parties.get(trigger) ?? 'others';
  };
  const limit = Error.stackTraceLimit;
  const hook = createHook({
    init(id, type, trigger) {
      const stack = stackHere();
      const party = partyOf(stack, trigger);
      if (party !== 'others') parties.set(id, party);
      // The stacks of everybody's promises would fill the memory.
      const kept = party === 'own' || isTimer(type) ? stack : '';
      const entry = { party, type, stack: kept };
      begun.push(entry);
      if (isTimer(type) || isSocket(type)) alive.set(id, entry);
    },
    destroy(id) {
      alive.delete(id);
    },
  });
  Error.stackTraceLimit = 100;
  hook.enable();
  return {
    mark() {
      begun = [];
    },
    end() {
      hook.disable();
      Error.stackTraceLimit = limit;
      const now = [...alive.values()];
      const timers = (party: Party) =>
        now.filter((each) => each.party === party && isTimer(each.type)).map(({ stack }) => stack);
      const of = (party: Party) => begun.filter((each) => each.party === party);
      return {
        own: {
          timers: timers('own'),
          sockets: now.filter(({ party, type }) => party === 'own' && isSocket(type)).length,
          begun: of('own').map(({ type, stack }) => `${type}\n${stack}`),
        },
        others: { timers: timers('others'), begun: of('others').length },
      };
    },
  };
}

/** Modules are in a stack by their addresses, which only where paths begin with a slash end like them. */
const isOf = (stack: string, folder: string): boolean =>
  stack.includes(folder) || stack.includes(pathToFileURL(folder).href);

const isTimer = (type: string) => type === 'Timeout' || type === 'Immediate';
/**
 * Node starts these when somebody is the first to need them, and keeps one for the process: the text of
 * the `Date` header, made anew each second (lib/internal/http.js), and the half-second tick of `fetch`
 * (lib/util/timers.js of undici). They say nothing about who stirs.
 */
const isNodesClock = (stack: string) =>
  /\bat (?:cache|utcDate) \(node:internal\/http:|\bat refreshTimeout \(node:internal\/deps\/undici\//.test(
    stack,
  );
const isSocket = (type: string) => /^(TCP|TLS|PIPE)WRAP$/.test(type);

/** Without the first lines, which are ours and those of Node's hook. */
function stackHere(): string {
  const lines = (new Error().stack ?? '').split('\n').slice(3);
  return lines.filter((line) => !line.includes('node:internal/async_hooks')).join('\n');
}
