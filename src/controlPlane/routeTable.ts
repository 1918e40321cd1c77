import type { HandlerResult } from './exchange.ts';
import type { AppContext } from './appContext.ts';
import type {
  KeyContext,
  UserContext,
  RequestContext,
  WorkspaceContext,
} from './workspaces/requestContext.ts';

/** What is only read is answered at once, what is changed when it is on the disk. */
type Answered = HandlerResult | Promise<HandlerResult>;

interface Line {
  readonly method: 'GET' | 'POST';
  /** Below `/api/v1`; `{name}` is one id of the path. */
  readonly path: string;
}

/** A POST that changes something; all but the gateways to other systems ask for an Idempotency-Key. */
interface Mutation {
  /** The route reads a JSON object as body; the others ignore what they are sent. */
  readonly json?: boolean;
  readonly withoutIdempotency?: boolean;
}

/** One route. `plane` says who may call it and so what its handler is given. */
export type Route = Line &
  Mutation &
  (
    | { readonly plane: 'open'; handle(plane: AppContext, context: RequestContext): HandlerResult }
    | { readonly plane: 'user'; handle(plane: AppContext, context: UserContext): Answered }
    | {
        readonly plane: 'workspace';
        /** What only owners and admins may do, as it completes the refusal's sentence. */
        readonly manage?: string;
        handle(plane: AppContext, context: WorkspaceContext): Answered;
      }
    | {
        readonly plane: 'key';
        readonly scope?: string;
        handle(plane: AppContext, context: KeyContext): Answered;
      }
  );

/** A route that fits a request, and the ids in its path. */
export interface Match {
  readonly route: Route;
  readonly params: Readonly<Record<string, string>>;
}

/** Finds the route of a request; literal parts match undecoded, so that `%73aas` is not `saas`. */
export function createMatcher(routes: readonly Route[]) {
  const lines = routes.map((route) => ({
    route,
    // What every fitting path begins with: cheaper to look at than the pattern.
    start: `/api/v1${route.path.replace(/\{.*/, '')}`,
    pattern: compile(route.path),
  }));
  return (method: string, path: string): Match | undefined => {
    for (const { route, start, pattern } of lines) {
      if (route.method !== method || !path.startsWith(start)) continue;
      const params = pattern.exec(path)?.groups;
      if (params !== undefined) return { route, params: decode(params) };
    }
    return undefined;
  };
}

function compile(path: string): RegExp {
  const escaped = path.replace(/\{(\w+)\}/g, '(?<$1>[^/:]+)');
  // The empty group makes `groups` defined for paths without ids.
  return new RegExp(`^/api/v1${escaped}(?<end>)$`);
}

function decode(params: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(params).map(([name, value]) => {
      try {
        return [name, decodeURIComponent(value)];
      } catch {
        // A broken escape is an id that nothing has.
        return [name, value];
      }
    }),
  );
}
