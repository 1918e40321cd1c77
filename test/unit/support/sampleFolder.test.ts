import assert from 'node:assert/strict';
import { execFile, execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import path from 'node:path';
import { promisify } from 'node:util';
import { temporaryFolder } from '../../support/owned.ts';
import { makeSampleFolder } from '../../support/sampleFolder.ts';

describe('the sample project', () => {
  let folder: string;
  let end: () => void;

  before(async () => {
    const place = await temporaryFolder('sample');
    folder = path.join(place.path, 'sample');
    makeSampleFolder(folder);
    end = () => {
      place.dispose();
    };
  });

  after(() => {
    end();
  });

  const git = (...args: string[]) =>
    execFileSync('git', args, { cwd: folder, encoding: 'utf8' }).trim();

  it('is a git repository of its own, clean, that ignores .env', () => {
    assert.equal(git('status', '--porcelain'), '');
    assert.equal(git('check-ignore', '.env'), '.env');
    assert.equal(git('rev-list', '--count', 'HEAD'), '1');
  });

  it('asks for a run with the key and the address in .env', async () => {
    const seen: { url?: string | undefined; headers: IncomingHttpHeaders; body: unknown }[] = [];
    const plane = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => {
        seen.push({ url: request.url, headers: request.headers, body: JSON.parse(body) });
        const first = seen.length === 1;
        response.writeHead(first ? 201 : 401, { 'Content-Type': 'application/json' });
        const refusal = { code: 'invalid_workspace_api_key', message: 'Key is revoked' };
        response.end(JSON.stringify(first ? { data: { run_id: 'run_1' } } : { error: refusal }));
      });
    }).listen(0, '127.0.0.1');
    await once(plane, 'listening');
    const address = plane.address();
    const port = address !== null && typeof address === 'object' ? address.port : 0;
    writeFileSync(
      path.join(folder, '.env'),
      `GOVRAIL_API_KEY=krl_local_x\nGOVRAIL_API_BASE_URL=http://127.0.0.1:${port}\n`,
    );
    const run = () => promisify(execFile)(process.execPath, ['app.mjs'], { cwd: folder, env: {} });

    assert.equal((await run()).stdout, 'Run accepted: run_1\n');
    assert.equal(seen[0]?.url, '/api/v1/runs');
    assert.equal(seen[0].headers.authorization, 'Bearer krl_local_x');
    assert.match(String(seen[0].headers['idempotency-key']), /^[0-9a-f-]{36}$/);

    await assert.rejects(run(), {
      code: 1,
      stderr: 'Run refused: 401 invalid_workspace_api_key: Key is revoked\n',
    });
    assert.notEqual(seen[1]?.headers['idempotency-key'], seen[0].headers['idempotency-key']);
    plane.close();
  });
});
