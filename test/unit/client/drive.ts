import { createHttp } from '../../../src/client/transport/http.ts';
import { createManagementClient } from '../../../src/client/api/managementClient.ts';
import type { ManagementClient } from '../../../src/client/api/managementClient.ts';
import { createRuntimeClient, type RuntimeClient } from '../../../src/client/api/runtimeClient.ts';
import { Secret } from '../../../src/domain/secrets/secret.ts';
import type { Recording } from '../../support/recordings.ts';

type Request = Recording['request'];

/** What the client was given, from a recorded request. */
interface Given {
  readonly management: ManagementClient;
  readonly runtime: RuntimeClient;
  readonly ids: readonly string[];
  readonly query: URLSearchParams;
  readonly body: never;
  readonly call: { readonly idempotencyKey: string };
}

type Drive = readonly [request: RegExp, run: (given: Given) => Promise<unknown>, sends?: 'a body'];

const ws = '/saas/workspaces/([^/]+)';

// `body` is `never`: the recordings hold what the client's types allow and what they forbid.
const drives: readonly Drive[] = [
  [/^GET \/health$/, ({ management }) => management.health()],
  [/^GET \/saas\/me$/, ({ management }) => management.me()],
  [/^GET \/saas\/workspaces$/, ({ management }) => management.workspaces()],
  [
    /^POST \/saas\/workspaces$/,
    ({ management, body, call }) => management.createWorkspace(body, call),
    'a body',
  ],
  [route('GET', ws), ({ management, ids }) => management.workspace(at(ids, 0))],
  [route('GET', `${ws}/members`), ({ management, ids }) => management.members(at(ids, 0))],
  [
    route('POST', `${ws}/bootstrap`),
    ({ management, ids, call }) => management.bootstrap(at(ids, 0), call),
  ],
  [
    route('GET', `${ws}/service-accounts`),
    ({ management, ids }) => management.serviceAccounts(at(ids, 0)),
  ],
  [
    route('POST', `${ws}/service-accounts`),
    ({ management, ids, body, call }) => management.createServiceAccount(at(ids, 0), body, call),
    'a body',
  ],
  [
    route('POST', `${ws}/service-accounts/([^/:]+):disable`),
    ({ management, ids, call }) => management.disableServiceAccount(at(ids, 0), at(ids, 1), call),
  ],
  [route('GET', `${ws}/api-keys`), ({ management, ids }) => management.apiKeys(at(ids, 0))],
  [
    route('POST', `${ws}/api-keys`),
    ({ management, ids, body, call }) => management.createApiKey(at(ids, 0), body, call),
    'a body',
  ],
  [
    route('POST', `${ws}/api-keys/([^/:]+):rotate`),
    ({ management, ids, body, call }) =>
      management.rotateApiKey(at(ids, 0), at(ids, 1), body, call),
    'a body',
  ],
  [
    route('POST', `${ws}/api-keys/([^/:]+):revoke`),
    ({ management, ids, call }) => management.revokeApiKey(at(ids, 0), at(ids, 1), call),
  ],
  [route('GET', `${ws}/delivery`), ({ management, ids }) => management.delivery(at(ids, 0))],
  [
    route('POST', `${ws}/delivery`),
    ({ management, ids, body, call }) => management.updateDelivery(at(ids, 0), body, call),
    'a body',
  ],
  [/^POST \/runs$/, ({ runtime, body, call }) => runtime.createRun(body, call), 'a body'],
  [/^GET \/runs\/([^/]+)$/, ({ runtime, ids }) => runtime.run(at(ids, 0))],
  [
    /^GET \/runs\/([^/]+)\/graph$/,
    ({ runtime, ids, query }) =>
      runtime.graph(at(ids, 0), { includePayloads: query.has('include_payloads') }),
  ],
  [/^GET \/runs\/([^/]+)\/events$/, ({ runtime, ids }) => runtime.events(at(ids, 0))],
  [/^GET \/runs\/([^/]+)\/artifacts$/, ({ runtime, ids }) => runtime.artifacts(at(ids, 0))],
  [
    /^GET \/runs\/([^/]+)\/artifacts\/([^/]+)$/,
    ({ runtime, ids, query }) =>
      runtime.artifact(at(ids, 0), at(ids, 1), { includeBody: query.has('include_body') }),
  ],
  [
    /^POST \/runs\/([^/]+)\/replay$/,
    ({ runtime, ids, body, call }) => runtime.replay(at(ids, 0), body, call),
    'a body',
  ],
  [/^POST \/runs\/([^/:]+):cancel$/, ({ runtime, ids, call }) => runtime.cancel(at(ids, 0), call)],
  [
    /^POST \/approvals\/([^/]+)\/decision$/,
    ({ runtime, ids, body, call }) => runtime.decideApproval(at(ids, 0), body, call),
    'a body',
  ],
];

/** Sends a recorded request with the method of the client that makes it. */
export function drive(url: string, recording: Recording): Promise<unknown> {
  const { request } = recording;
  const { pathname, searchParams } = new URL(request.path, url);
  const line = `${request.method} ${decodeURIComponent(pathname.replace('/api/v1', ''))}`;
  const entry = drives.find(([pattern]) => pattern.test(line));
  if (!entry) throw new Error(`No method of the client makes ${line}`);
  const [pattern, run] = entry;
  const { authorization, ...rest } = identity(request);
  const edge = { baseUrl: url, timeoutMs: 5000 };
  const secret = new Secret(authorization?.replace(/^Bearer /, '') ?? 'none');
  const managed = authorization === undefined ? rest : { ...rest, authorization };
  return run({
    management: createManagementClient(createHttp({ ...edge, headers: async () => managed })),
    runtime: createRuntimeClient(createHttp({ ...edge, headers: async () => rest }), secret),
    ids: pattern.exec(line)?.slice(1) ?? [],
    query: searchParams,
    // See `drives`: a recorded body may be one that the client's types forbid.
    body: request.body as never,
    call: { idempotencyKey: header(request, 'idempotency-key') ?? '' },
  });
}

/** Whether the client can send exactly this request: it never forgets what the API asks for. */
export function canDrive({ request }: Recording): boolean {
  const { pathname, search } = new URL(request.path, 'http://x');
  const line = `${request.method} ${pathname.replace('/api/v1', '')}`;
  const entry = drives.find(([pattern]) => pattern.test(line));
  if (!entry) return false;
  const posts = request.method === 'POST';
  const hasBody = request.body !== null && request.body !== undefined;
  const takesBody = entry[2] === 'a body';
  const unsendable = hasBody && Object.hasOwn(Object(request.body) as object, 'raw');
  const { authorization } = identity(request);
  const runtime = /^\/api\/v1\/(runs|approvals)/.test(pathname);
  return (
    (!posts || Boolean(header(request, 'idempotency-key'))) &&
    (!posts || hasBody === takesBody) &&
    !unsendable &&
    (!runtime || authorization?.startsWith('Bearer ') === true) &&
    /^(\?include_(payloads|body)=true)?$/.test(search)
  );
}

function identity(request: Request): Record<string, string> {
  const entries = Object.entries(request.headers).map(
    ([name, value]) => [name.toLowerCase(), value] as const,
  );
  return Object.fromEntries(
    entries.filter(
      ([name]) => !/^(idempotency-key|content-type|x-request-id|x-trace-id)$/.test(name),
    ),
  );
}

function header(request: Request, name: string): string | undefined {
  return Object.entries(request.headers).find(([key]) => key.toLowerCase() === name)?.[1];
}

function route(method: string, path: string): RegExp {
  return new RegExp(`^${method} ${path}$`);
}

function at(ids: readonly string[], index: number): string {
  const id = ids[index];
  if (id === undefined) throw new Error('The pattern has fewer groups than the call needs.');
  return id;
}
