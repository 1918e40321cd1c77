import assert from 'node:assert/strict';
import { ApiError } from '../../../src/client/apiError.ts';
import { Secret } from '../../../src/domain/secrets/secret.ts';
import { allRecordings, readRecording } from '../../support/recordings.ts';
import type { Recording } from '../../support/recordings.ts';
import { startReplayServer } from '../../support/replayServer.ts';
import { canDrive, drive } from './drive.ts';

/** What the person's code gets, as the wire says it. */
function onTheWire(result: unknown): unknown {
  assert.ok(typeof result === 'object' && result !== null);
  if (Array.isArray(result)) return { items: result };
  if ('service_account_id' in result) return { service_account: result, ...result };
  if (!('apiKey' in result && 'secret' in result)) return result;
  const { apiKey, secret } = result;
  const previous = 'previous' in result ? { previous_api_key: result.previous } : {};
  const value = secret instanceof Secret ? secret.reveal() : secret;
  return { ...previous, api_key: apiKey, secret_key: value };
}

function field(body: unknown, name: string): unknown {
  return typeof body === 'object' && body !== null ? Reflect.get(body, name) : undefined;
}

async function check(recording: Recording): Promise<void> {
  const { status, body } = recording.response;
  // The client asks three times before it believes in a server error.
  const times = status >= 500 ? 3 : 1;
  const server = await startReplayServer(Array.from({ length: times }, () => recording));
  try {
    const outcome = await drive(server.url, recording).then(
      (result) => ({ result }),
      (error: unknown) => ({ error }),
    );
    if (status < 400) {
      if ('error' in outcome) throw outcome.error;
      const { page_info, rotated_from_api_key_id, ...data } = Object(field(body, 'data')) as Record<
        string,
        unknown
      >;
      assert.ok(page_info === undefined || typeof page_info === 'object');
      assert.ok(rotated_from_api_key_id === undefined || data['previous_api_key'] !== undefined);
      assert.partialDeepStrictEqual(onTheWire(outcome.result), data);
    } else {
      assert.ok('error' in outcome && outcome.error instanceof ApiError);
      const { error } = outcome;
      assert.equal(error.kind, 'refused');
      assert.equal(error.status, status);
      assert.equal(error.code, field(field(body, 'error'), 'code'));
      assert.equal(error.reason, field(field(body, 'error'), 'message'));
      assert.equal(error.requestId, field(field(body, 'meta'), 'request_id'));
      assert.equal(error.mayHaveCommitted, status >= 500 && recording.request.method === 'POST');
    }
  } finally {
    await server.close();
  }
}

describe('client: driven through every recording it can make', () => {
  const drivable = allRecordings().filter(([, recording]) => canDrive(recording));

  it('covers both variants and most of what was recorded', () => {
    assert.ok(drivable.length > 150, `${drivable.length} recordings`);
    assert.ok(drivable.some(([name]) => name.startsWith('41-wave')));
  });

  for (const [name, recording] of drivable) {
    it(`sends ${name} as recorded and reads its answer`, () => check(recording));
  }
});

describe('replay server', () => {
  it('fails the test with a diff when a request is not the recorded one', async () => {
    const recording = readRecording('11-key-create-201');
    const server = await startReplayServer([recording]);
    const changed = { ...recording.request, body: { scope: ['runs:manage'] } };
    await drive(server.url, { ...recording, request: changed }).catch(() => undefined);
    await assert.rejects(server.close(), /differs from the recorded one[\s\S]*runs:write/);
  });

  it('fails the test when an expected request did not come', async () => {
    const server = await startReplayServer([readRecording('06-me')]);
    await assert.rejects(server.close(), /Did not come: GET \/api\/v1\/saas\/me/);
  });
});
