import { createServer, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { listenOn } from '../../support/listen.ts';
import { readRecording } from '../../support/recordings.ts';

/** What a person may be there; a role that is not told is found out by a refusal. */
export type ToldRole = 'viewer' | 'workspace_owner' | 'untold';

/** Answers as the recorded server of a variant did, in any order. */
export interface RecordedPlane {
  readonly url: string;
  /** `METHOD path` of every request. */
  readonly requests: readonly string[];
  /** Requests that no recording answers, or that are not made as the facts say; with the reason. */
  readonly unknown: readonly string[];
  close(): Promise<void>;
}

interface Variant {
  readonly detail: string;
  readonly refusal: string;
}

const variants: Readonly<Record<'main' | 'wave', Variant>> = {
  main: { detail: '32-detail-demo_run_succeeded', refusal: '09-viewer-api-keys-403' },
  wave: { detail: '41-wave-detail', refusal: '41-wave-viewer-api-keys-403' },
};

export async function startRecordedPlane(
  variant: 'main' | 'wave',
  role: ToldRole,
): Promise<RecordedPlane> {
  const requests: string[] = [];
  const unknown: string[] = [];
  const { detail, refusal } = variants[variant];
  const isOwner = role === 'workspace_owner';
  const names = ['01-health', detail, isOwner ? '11-keys-list' : refusal, '10-sa-list'];
  const answers = new Map(
    names.map((name) => {
      const { request, response } = readRecording(name);
      return [`${request.method} ${request.path}`, response];
    }),
  );
  const me = meOf(role);

  const server = createServer((request, response) => {
    const line = `${request.method} ${request.url}`;
    requests.push(line);
    const answer = line === 'GET /api/v1/saas/me' ? me : answers.get(line);
    if (!answer) unknown.push(`${line}: not recorded`);
    text(request)
      .then((body) => {
        unknown.push(...faults(request, body).map((fault) => `${line}: ${fault}`));
        response.writeHead(answer?.status ?? 404, { 'content-type': 'application/json' });
        response.end(JSON.stringify(answer?.body ?? {}));
      })
      .catch(() => response.destroy());
  });
  const listening = await listenOn(server, 0);
  return {
    url: listening.url,
    requests,
    unknown,
    async close() {
      server.closeAllConnections();
      await listening.close();
    },
  };
}

/** Identities that only an edge may put there, and credentials of the other plane (facts §2). */
const notOurs =
  /^(?:cf-access-authenticated-|x-authenticated-roles$|x-subject-|x-tenant-id$|x-api-key$)/;

/** What the facts forbid or ask for, whatever was recorded (facts §1, §2, §4). */
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

/** The recorded session of the owner, in the recorded workspace `ws_support` and with another role. */
function meOf(role: ToldRole) {
  const { status, body } = readRecording('06-me').response;
  // The recording is one file, and its shape is tested in `test/unit/wire`.
  const { data, meta } = structuredClone(body) as {
    data: { workspaces: Record<string, unknown>[] };
    meta: unknown;
  };
  const [first] = data.workspaces.filter((each) => each['workspace_id'] === 'ws_support');
  if (!first) throw new Error('06-me does not name ws_support.');
  if (role === 'untold') delete first['membership_role'];
  else first['membership_role'] = role;
  return { status, body: { data: { ...data, workspaces: [first] }, meta } };
}
