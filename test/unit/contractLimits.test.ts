import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import path from 'node:path';
import * as z from 'zod/mini';
import { temporaryFolder } from '../support/owned.ts';
import { startProgram } from '../support/program.ts';
import { root } from '../support/root.mjs';
import { startStandalonePlane, type StandalonePlane } from '../support/standalonePlane.ts';

const issued = z.object({ data: z.object({ secret_key: z.string() }) });

/** Uses up the one run that the plan *tiny* has. */
async function useUp({ url, managementToken, workspaceId }: StandalonePlane): Promise<void> {
  const post = (route: string, bearer: string, body: object) =>
    fetch(`${url}/api/v1${route}`, {
      method: 'POST',
      headers: {
        Authorization: `Bearer ${bearer}`,
        'Content-Type': 'application/json',
        'Idempotency-Key': randomUUID(),
      },
      body: JSON.stringify(body),
    });
  const keys = `/saas/workspaces/${workspaceId}/api-keys`;
  const key = issued.parse(
    await (await post(keys, managementToken, { scope: ['runs:write'] })).json(),
  );
  const run = { input: { kind: 'user_instruction', text: 'The only one.' } };
  assert.equal((await post('/runs', key.data.secret_key, run)).status, 201);
  assert.equal((await post('/runs', key.data.secret_key, run)).status, 429);
}

describe('the contract suite', () => {
  let folder: { path: string; dispose(): void };
  let plane: StandalonePlane;
  beforeEach(async () => {
    folder = await temporaryFolder('contract-limits');
    plane = await startStandalonePlane(folder.path, 0, ['--plan', 'tiny']);
  });
  afterEach(async () => {
    await plane.dispose();
    folder.dispose();
  });

  async function runSuite() {
    const authorization = `Authorization: Bearer ${plane.managementToken}`;
    const { url, workspaceId } = plane;
    const to = ['--base-url', url, '--workspace', workspaceId, '--header', authorization];
    const suite = path.join(root, 'test', 'contract', 'run.ts');
    const program = await startProgram(process.execPath, [suite, ...to], {
      env: { ...process.env, KEYRAIL_SUITE: 'contract-limits' },
    });
    const counts = /^(\d+) passed, (\d+) failed, (\d+) skipped$/m;
    const [, passed, failed, skipped] = (await program.says(counts, 60_000)).map(Number);
    return { exit: await program.ended, passed, failed, skipped };
  }

  it('passes and skips, and fails nothing, where the plan has no run left', async () => {
    await useUp(plane);
    const { exit, passed = 0, failed, skipped = 0 } = await runSuite();
    assert.deepEqual({ exit, failed }, { exit: 0, failed: 0 });
    assert.ok(passed > 90 && skipped > 20, `${passed} passed, ${skipped} skipped`);
  });

  it('passes and skips, and fails nothing, where the plan has one run left', async () => {
    const { exit, passed = 0, failed, skipped = 0 } = await runSuite();
    assert.deepEqual({ exit, failed }, { exit: 0, failed: 0 });
    assert.ok(passed > 90 && skipped > 5, `${passed} passed, ${skipped} skipped`);
  });
});
