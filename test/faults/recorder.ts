import { createServer } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { listenOn } from '../support/listen.ts';
import { give, send } from '../support/relay.ts';

/** A request that makes a key, as it was sent. */
export interface MakingRequest {
  readonly path: string;
  readonly body: string;
}

/** Sees everything between the proxies and the control plane, also answers that are lost later. */
export interface Recorder {
  readonly url: string;
  /** Every secret the server ever gave out for a control-plane workspace, by key id. */
  secretsOf(workspaceId: string): ReadonlyMap<string, string>;
  /** The last request that asked for a new key there. */
  lastMaking(workspaceId: string): MakingRequest | undefined;
  close(): Promise<void>;
}

const workspaceOf = /\/workspaces\/([^/]+)\/api-keys/;
const secretIn = /"api_key":\{"api_key_id":"([^"]+)".*?"secret_key":"([^"]+)"/s;

export async function startRecorder(target: string): Promise<Recorder> {
  const secrets = new Map<string, Map<string, string>>();
  const making = new Map<string, MakingRequest>();

  const server = createServer((request, response) => {
    const handle = async () => {
      const body = await buffer(request);
      const path = request.url ?? '';
      const workspaceId = workspaceOf.exec(path)?.[1];
      if (workspaceId !== undefined && path.endsWith('/api-keys') && request.method === 'POST') {
        making.set(workspaceId, { path, body: body.toString('utf8') });
      }
      const answer = await send(target, request, body);
      const found = secretIn.exec(answer.body.toString('utf8'));
      if (workspaceId !== undefined && found?.[1] !== undefined && found[2] !== undefined) {
        const known = secrets.get(workspaceId) ?? new Map<string, string>();
        known.set(found[1], found[2]);
        secrets.set(workspaceId, known);
      }
      give(response, answer);
    };
    handle().catch(() => request.socket.destroy());
  });
  const listening = await listenOn(server, 0);
  return {
    url: listening.url,
    secretsOf: (workspaceId) => secrets.get(workspaceId) ?? new Map(),
    lastMaking: (workspaceId) => making.get(workspaceId),
    async close() {
      server.closeAllConnections();
      await listening.close();
    },
  };
}
