import { createServer } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { listenOn } from '../../support/listen.ts';
import type { StandalonePlane } from '../../support/standalonePlane.ts';

/** In front of a real control plane: every word that a server may choose is meant to do harm. */
export interface HostilePlane {
  readonly url: string;
  /** `METHOD path` of what would change something. */
  readonly changes: readonly string[];
  close(): Promise<void>;
}

const chosenByServer =
  /^(?:key_prefix|service_account_name|name|display_name|description|message|created_by_user_id|slug|email)$/;

/** Puts the texts, one after the other, into the words of every answer. */
export async function startHostilePlane(
  plane: StandalonePlane,
  texts: readonly string[],
): Promise<HostilePlane> {
  const changes: string[] = [];
  const spoil = (body: string): string => {
    let next = 0;
    return JSON.stringify(JSON.parse(body), (key, value: unknown) =>
      typeof value === 'string' && chosenByServer.test(key) ? texts[next++ % texts.length] : value,
    );
  };
  const server = createServer((request, response) => {
    const { method = 'GET', url = '', headers } = request;
    if (method !== 'GET') changes.push(`${method} ${url}`);
    buffer(request)
      .then(async (body) => {
        const answer = await fetch(`${plane.url}${url}`, {
          method,
          headers: {
            authorization: headers.authorization ?? '',
            'idempotency-key': String(headers['idempotency-key'] ?? ''),
          },
          ...(method === 'GET' ? {} : { body }),
        });
        response.writeHead(answer.status, { 'content-type': 'application/json' });
        response.end(spoil(await answer.text()));
      })
      .catch(() => response.destroy());
  });
  const listening = await listenOn(server, 0);
  return {
    url: listening.url,
    changes,
    async close() {
      server.closeAllConnections();
      await listening.close();
    },
  };
}
