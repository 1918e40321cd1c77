import assert from 'node:assert/strict';
import type { RequestListener } from 'node:http';
import { createHttp } from '../../../src/client/transport/http.ts';
import { createManagementClient } from '../../../src/client/api/managementClient.ts';
import { createRuntimeClient } from '../../../src/client/api/runtimeClient.ts';
import { Secret } from '../../../src/domain/secrets/secret.ts';
import { closeAllListening, listenHttp } from '../../support/listen.ts';
import { readRecording } from '../../support/recordings.ts';
import { startReplayServer } from '../../support/replayServer.ts';
import { failed } from './failed.ts';

const secret = new Secret('grk_live_x');
const call = { idempotencyKey: 'k' };

async function withServer<T>(listener: RequestListener, work: (url: string) => Promise<T>) {
  const server = await listenHttp(listener);
  try {
    return await work(server.url);
  } finally {
    await server.close();
  }
}

const plain = (url: string) =>
  createHttp({ baseUrl: url, headers: async () => ({}), timeoutMs: 10_000 });
const management = (url: string) => createManagementClient(plain(url));
const runtime = (url: string) => createRuntimeClient(plain(url), secret);

const data =
  (value: unknown): RequestListener =>
  (_request, response) => {
    response.end(JSON.stringify({ data: value, meta: {} }));
  };

const account = (id: string) => ({
  service_account_id: id,
  workspace_id: 'ws',
  name: id,
  role: 'r',
  status: 'active',
  created_at: '',
});

const key = (more: object) => ({
  api_key_id: 'key_1',
  workspace_id: 'ws',
  key_prefix: 'krl_local_0123456789',
  scope: ['runs:write'],
  status: 'active',
  created_at: '',
  ...more,
});

describe('client: paging', () => {
  afterEach(closeAllListening);

  it('follows cursors to the end and keeps a row that moved once', async () => {
    const pages: Record<string, [string[], string | null]> = {
      '': [['a', 'b'], 'p2'],
      p2: [['b', 'c'], 'p 3'],
      'p 3': [['d'], null],
    };
    const listener: RequestListener = (request, response) => {
      const cursor = new URL(request.url ?? '', 'http://x').searchParams.get('cursor') ?? '';
      const [ids, next_cursor] = pages[cursor] ?? [[], null];
      data({ items: ids.map(account), page_info: { next_cursor } })(request, response);
    };
    await withServer(listener, async (url) => {
      const rows = await management(url).serviceAccounts('ws');
      assert.deepEqual(
        rows.map((row) => row.service_account_id),
        ['a', 'b', 'c', 'd'],
      );
    });
  });

  it('gives up on cursors that run in a circle', async () => {
    const circle = data({ items: [], page_info: { next_cursor: 'again' } });
    await withServer(circle, async (url) => {
      assert.equal((await failed(management(url).apiKeys('ws'))).code, 'endless_pages');
    });
  });

  it('gives up on pages without end', async () => {
    let page = 0;
    const endless: RequestListener = (request, response) => {
      data({ items: [], page_info: { next_cursor: `p${++page}` } })(request, response);
    };
    await withServer(endless, async (url) => {
      assert.equal((await failed(management(url).members('ws'))).code, 'endless_pages');
      assert.equal(page, 200);
    });
  });
});

describe('client: keys', () => {
  afterEach(closeAllListening);

  it('takes an answer that belongs to another request for lost, not for its own', async () => {
    const value = `krl_local_0123456789${'a'.repeat(60)}`;
    const row = key({});
    const answers: [string, unknown, (url: string) => Promise<unknown>][] = [
      [
        'secret of another key',
        { api_key: key({ key_prefix: 'krl_local_other' }), secret_key: value },
        (url) => management(url).createApiKey('ws', {}, call),
      ],
      [
        'empty secret',
        { api_key: row, secret_key: '' },
        (url) => management(url).createApiKey('ws', {}, call),
      ],
      [
        'key of another workspace',
        { api_key: row, secret_key: value },
        (url) => management(url).createApiKey('ws_2', {}, call),
      ],
      [
        'rotation of another key',
        { previous_api_key: row, api_key: row, secret_key: null, rotated_from_api_key_id: 'key_1' },
        (url) => management(url).rotateApiKey('ws', 'key_2', {}, call),
      ],
      [
        'revocation of another key',
        row,
        (url) => management(url).revokeApiKey('ws', 'key_2', call),
      ],
    ];
    for (const [title, answer, ask] of answers) {
      await withServer(data(answer), async (url) => {
        const error = await failed(ask(url));
        assert.deepEqual([error.code, error.mayHaveCommitted], ['other_answer', true], title);
      });
    }
  });

  it('refuses ids that would walk to another path, and encodes the others', async () => {
    let path = '';
    const listener: RequestListener = (request, response) => {
      path = request.url ?? '';
      data({ items: [] })(request, response);
    };
    await withServer(listener, async (url) => {
      for (const id of ['', '.', '..']) {
        await assert.rejects(management(url).apiKeys(id), RangeError);
      }
      await management(url).apiKeys('../x?y#z');
      assert.equal(path, '/api/v1/saas/workspaces/..%2Fx%3Fy%23z/api-keys');
    });
  });
});

describe('client: probe', () => {
  afterEach(closeAllListening);

  it('understands the recorded answers', async () => {
    const accepted = readRecording('50-probe-key-valid-404-route');
    const refused = readRecording('50-probe-key-invalid-401-route');
    const server = await startReplayServer([accepted, refused]);
    const probe = (recording: typeof accepted) => {
      const value = recording.request.headers['Authorization']?.replace('Bearer ', '') ?? '';
      return createRuntimeClient(plain(server.url), new Secret(value)).probe();
    };
    assert.deepEqual(await probe(accepted), { accepted: true });
    const answer = await probe(refused);
    assert.ok(!answer.accepted && answer.error.status === 401);
    await server.close();
  });

  it('believes in no 404 and no 401 that is not the control plane’s', async () => {
    for (const status of [404, 401, 200]) {
      const page: RequestListener = (_request, response) => {
        response.writeHead(status, { 'content-type': 'text/html' }).end('<html>');
      };
      await withServer(page, async (url) => {
        assert.equal((await failed(runtime(url).probe())).kind, 'not-json');
      });
    }
    await withServer(data({}), async (url) => {
      assert.equal((await failed(runtime(url).probe())).kind, 'schema');
    });
  });
});

describe('client: run reads', () => {
  afterEach(closeAllListening);

  it('joins the pages of a graph', async () => {
    const step = (n: number) => ({
      step_id: `s${n}`,
      run_id: 'r',
      sequence_no: n,
      step_type: 'planner',
      status: 'completed',
    });
    const artifact = { artifact_id: 'a1', run_id: 'r', artifact_type: 'x' };
    const listener: RequestListener = (request, response) => {
      const second = request.url?.includes('cursor=2') ?? false;
      data({
        run: { run_id: 'r', status: 'completed' },
        steps: [step(second ? 2 : 1)],
        artifacts: [artifact],
        page_info: { next_cursor: second ? null : '2' },
      })(request, response);
    };
    await withServer(listener, async (url) => {
      const graph = await runtime(url).graph('r');
      assert.deepEqual(
        [
          graph.steps.map((row) => row.step_id),
          graph.artifacts.length,
          graph.page_info.next_cursor,
        ],
        [['s1', 's2'], 1, null],
      );
    });
  });
});
