import sodium from 'libsodium-wrappers';
import { startTlsServer, type Answer, type Asked, type TlsServer } from './tlsServer.ts';

/** As much of GitHub as `gh` asks for when it keeps a secret; it opens the sealed boxes. */
export interface GitHub extends TlsServer {
  /** Values as programs of GitHub's would get them, by the address of the secret. */
  readonly values: ReadonlyMap<string, string>;
  readonly asked: readonly Asked[];
}

/** A token that this server takes. */
export const token = 'ghp_of_a_test_server';

const root = '/api/v3/repos/somebody/project';
const secretPath = /^(.*)\/secrets\/([A-Z_][A-Z0-9_]*)$/;

/** @returns a server with one repository that has an environment of an odd name */
export async function startGitHub(folder: string): Promise<GitHub> {
  await sodium.ready;
  const keys = sodium.crypto_box_keypair();
  const values = new Map<string, string>();
  const times = new Map<string, string>();
  const asked: Asked[] = [];
  const answer = (request: Asked): Answer => {
    asked.push(request);
    if (request.headers.authorization !== `token ${token}`)
      return [401, { message: 'Bad credentials' }];
    const [path = ''] = request.path.split('?');
    if (path === '/api/v3/') return [200, {}];
    if (path === '/api/graphql') return [200, { data: { viewer: { login: 'somebody' } } }];
    if (!path.startsWith(root)) return [404, { message: 'Not Found' }];
    if (path.endsWith('/secrets/public-key')) {
      return [200, { key_id: '1', key: Buffer.from(keys.publicKey).toString('base64') }];
    }
    if (path.endsWith('/secrets')) return [200, listOf(path, times)];
    if (!secretPath.test(path)) return [404, { message: 'Not Found' }];
    if (request.method === 'PUT') {
      const { encrypted_value: box } = JSON.parse(request.body) as { encrypted_value: string };
      const opened = sodium.crypto_box_seal_open(
        Buffer.from(box, 'base64'),
        keys.publicKey,
        keys.privateKey,
      );
      values.set(path, Buffer.from(opened).toString());
      times.set(path, new Date().toISOString().replace(/\.\d+Z$/, 'Z'));
      return [201, {}];
    }
    times.delete(path);
    return values.delete(path) ? [204] : [404, { message: 'Not Found' }];
  };
  const server = await startTlsServer(folder, answer);
  return { ...server, values, asked };
}

function listOf(path: string, times: ReadonlyMap<string, string>) {
  const secrets = [...times]
    .filter(([each]) => each.startsWith(`${path}/`))
    .map(([each, updated_at]) => ({
      name: each.slice(path.length + 1),
      created_at: updated_at,
      updated_at,
    }));
  return { total_count: secrets.length, secrets };
}
