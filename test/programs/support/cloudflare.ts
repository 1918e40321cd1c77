import { startTlsServer, type Answer, type Asked, type TlsServer } from './tlsServer.ts';

/** As much of Cloudflare's API as `wrangler secret` asks for. */
export interface Cloudflare extends TlsServer {
  /** Values as the worker would get them, by their names. */
  readonly values: ReadonlyMap<string, string>;
  readonly asked: readonly Asked[];
}

/** A token that this server takes. */
export const token = 'of_a_test_server';
export const account = '0123456789abcdef0123456789abcdef';

const scripts = `/client/v4/accounts/${account}/workers/scripts`;

/** @returns a server with one account, which has one worker, `site` */
export async function startCloudflare(folder: string): Promise<Cloudflare> {
  const values = new Map<string, string>();
  const asked: Asked[] = [];
  const good = (result: unknown): Answer => [
    200,
    { success: true, errors: [], messages: [], result },
  ];
  const bad = (status: number, code: number, message: string): Answer => [
    status,
    { success: false, errors: [{ code, message }], messages: [], result: null },
  ];
  const answer = (request: Asked): Answer => {
    asked.push(request);
    if (request.headers.authorization !== `Bearer ${token}`)
      return bad(401, 10000, 'Authentication error');
    const [path = ''] = request.path.split('?');
    if (path === '/client/v4/user') return good({ id: '1', email: 'somebody@example.test' });
    if (path === '/client/v4/user/tokens/verify') return good({ id: '1', status: 'active' });
    if (path === '/client/v4/accounts' || path === '/client/v4/memberships') {
      return good([{ id: account, name: 'One', account: { id: account, name: 'One' } }]);
    }
    const [, worker, rest = ''] = new RegExp(`^${scripts}/([^/]+)(?:/(.*))?$`).exec(path) ?? [];
    if (worker === undefined) return bad(404, 7003, 'No route for that URI');
    if (worker !== 'site') return bad(404, 10007, 'This Worker does not exist on your account.');
    if (rest === 'secrets' && request.method === 'PUT') {
      const { name, text } = JSON.parse(request.body) as { name: string; text: string };
      values.set(name, text);
      return good({ name, type: 'secret_text' });
    }
    if (rest === 'secrets')
      return good([...values.keys()].map((name) => ({ name, type: 'secret_text' })));
    const name = /^secrets\/(.+)$/.exec(rest)?.[1];
    if (name !== undefined && request.method === 'DELETE') {
      return values.delete(name) ? good(null) : bad(404, 10056, 'Binding does not exist');
    }
    return bad(404, 7003, 'No route for that URI');
  };
  return { ...(await startTlsServer(folder, answer)), values, asked };
}
