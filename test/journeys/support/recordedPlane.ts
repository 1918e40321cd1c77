import { createServer, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { listenOn } from '../../support/listen.ts';
import { readRecording, type Recording } from '../../support/recordings.ts';

/** What a person may be there; a role that is not told is found out by a refusal. */
export type ToldRole = 'viewer' | 'workspace_owner' | 'untold';

/** Answers as the recorded server of a variant did, in any order. */
export interface RecordedPlane {
  readonly url: string;
  /** `METHOD path` of every request. */
  readonly requests: readonly string[];
  /** Requests that no recording answers, or that break the contract; with the reason. */
  readonly unknown: readonly string[];
  /** From now on it answers so, and as usual elsewhere; the detail's workspace stays the same. */
  show(names: Partial<Shown>): void;
  /** From now on it takes the person for nobody, or for somebody without a control-plane workspace. */
  takePersonFor(whom: 'nobody' | 'no member'): void;
  close(): Promise<void>;
}

/**
 * What a recorded control plane answers with; names of recordings. For a list one row will do, as
 * it was recorded when it was made or changed.
 */
export interface Shown {
  /** The control-plane workspace, and with it the verdict on the first run. */
  readonly detail: string;
  readonly keys: string;
  readonly accounts: string;
  readonly delivery: string;
}

const usual: Readonly<Record<'main' | 'wave', Shown & { readonly refusal: string }>> = {
  main: shown('32-detail-demo_run_succeeded', '09-viewer-api-keys-403'),
  wave: shown('41-wave-detail', '41-wave-viewer-api-keys-403'),
};

function shown(detail: string, refusal: string) {
  const lists = { keys: '11-keys-list', accounts: '10-sa-list' };
  return { detail, refusal, ...lists, delivery: '33-delivery-get-default' };
}

/**
 * One control plane with one control-plane workspace, that of the detail. Lists that were recorded
 * in another one are answered under this one's path.
 */
export async function startRecordedPlane(
  variant: 'main' | 'wave',
  role: ToldRole,
  first: Partial<Shown> = {},
): Promise<RecordedPlane> {
  const requests: string[] = [];
  const unknown: string[] = [];
  const answers = new Map<string, Recording['response']>();
  const start = { ...usual[variant], ...first };
  const here = readRecording(start.detail).request.path;
  const answer = (path: string, name: string) =>
    answers.set(`GET ${path}`, readRecording(name).response);
  const list = (path: string, name: string) => answers.set(`GET ${path}`, listOf(name));
  const show = (names: Partial<Shown>) => {
    const { detail, keys, accounts, delivery } = { ...usual[variant], ...names };
    answer(here, detail);
    list(`${here}/api-keys`, keys);
    list(`${here}/service-accounts`, accounts);
    answer(`${here}/delivery`, delivery);
  };
  show(start);
  if (role !== 'workspace_owner') answer(`${here}/api-keys`, start.refusal);
  answer('/api/v1/health', '01-health');
  answers.set('GET /api/v1/saas/me', meOf(role, here.slice(here.lastIndexOf('/') + 1)));

  const server = createServer((request, response) => {
    const line = `${request.method} ${request.url}`;
    requests.push(line);
    const recorded = answers.get(line);
    if (!recorded) unknown.push(`${line}: not recorded`);
    text(request)
      .then((body) => {
        unknown.push(...faults(request, body).map((fault) => `${line}: ${fault}`));
        response.writeHead(recorded?.status ?? 404, { 'content-type': 'application/json' });
        response.end(JSON.stringify(recorded?.body ?? {}));
      })
      .catch(() => response.destroy());
  });
  const listening = await listenOn(server, 0);
  return {
    url: listening.url,
    requests,
    unknown,
    show,
    takePersonFor(whom) {
      const unknownUser = () => readRecording('03-me-unknown-user').response;
      answers.set('GET /api/v1/saas/me', whom === 'nobody' ? unknownUser() : meOf(role));
    },
    async close() {
      server.closeAllConnections();
      await listening.close();
    },
  };
}

/**
 * Identities that only an edge may put there, and credentials of the other plane (docs/contract.md,
 * Identity).
 */
const notOurs =
  /^(?:cf-access-authenticated-|x-authenticated-roles$|x-subject-|x-tenant-id$|x-api-key$)/;

/**
 * What the facts forbid or ask for, whatever was recorded (docs/contract.md, Transport;
 * docs/contract.md, Identity; docs/contract.md, Idempotency).
 */
function faults({ method, headers, url = '' }: IncomingMessage, body: string): string[] {
  const found: string[] = [];
  const changes = method === 'POST';
  const key = headers['idempotency-key'];
  if (changes && (key === undefined || key === '')) found.push('no idempotency key');
  if (!changes && key !== undefined) found.push('an idempotency key on a read');
  if (!changes && body !== '') found.push('a body on a read');
  const isJson = headers['content-type']?.startsWith('application/json') === true;
  if (body !== '' && !isJson) found.push('a body that is not called JSON');
  if (headers.origin !== undefined || headers.cookie !== undefined) found.push('sent as a page');
  if (!url.startsWith('/api/v1/saas/')) return found;
  for (const name of Object.keys(headers)) if (notOurs.test(name)) found.push(`sends ${name}`);
  return found;
}

/** A recorded list, or the list of one recorded row. */
function listOf(name: string): Recording['response'] {
  const response = readRecording(name).response;
  const { data, meta } = response.body as { data: Record<string, unknown>; meta: unknown };
  if ('items' in data) return response;
  const row = data['api_key'] ?? data['service_account'] ?? data;
  const body = { data: { items: [row], page_info: { next_cursor: null } }, meta };
  return { status: 200, headers: response.headers, body };
}

/** The recorded session of the owner, in one control-plane workspace or none, and with another role. */
function meOf(role: ToldRole, workspaceId?: string): Recording['response'] {
  const response = readRecording('06-me').response;
  // The recording is one file, and its shape is tested in `test/unit/wire`.
  const { data, meta } = structuredClone(response.body) as {
    data: { workspaces: Record<string, unknown>[] };
    meta: unknown;
  };
  const [recorded] = data.workspaces.filter((each) => each['workspace_id'] === 'ws_support');
  if (!recorded) throw new Error('06-me does not name ws_support.');
  // What is `undefined` is not in the JSON.
  const told = role === 'untold' ? undefined : role;
  const workspaces =
    workspaceId === undefined
      ? []
      : [{ ...recorded, workspace_id: workspaceId, membership_role: told }];
  return { ...response, body: { data: { ...data, workspaces }, meta } };
}
