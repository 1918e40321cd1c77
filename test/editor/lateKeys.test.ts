import assert from 'node:assert/strict';
import { join } from 'node:path';
import { insertKey } from '../../src/controlPlane/credentials/insertKey.ts';
import { openDatabase } from '../../src/controlPlane/database/open.ts';
import { workspaceIdOf } from '../bench/fillPlane.ts';
import { eventually } from '../journeys/support/eventually.ts';
import { prepare, run, type NewKey } from './support/keyrail.ts';

const storage = process.env['KEYRAIL_STORAGE'];
const inAWeek = () => new Date(Date.now() + 7 * 86_400_000 + 123).toISOString();

/** Makes a key in the data file, as a control plane does that carries out a lost request at last. */
async function makeLate(accountId: string, expiresAt: string): Promise<string> {
  const { database } = await openDatabase(join(storage ?? '', 'control-plane'));
  try {
    const workspaceId = workspaceIdOf(database);
    const key = { workspaceId, accountId, scope: ['runs:write'], expiresAt, createdBy: 'late' };
    return insertKey(database, new Date(), key).keyId;
  } finally {
    database.close();
  }
}

interface Row {
  readonly revoked_at: string | null;
  readonly expires_at: string | null;
}

async function rowOf(keyId: string): Promise<Row> {
  const { database } = await openDatabase(join(storage ?? '', 'control-plane'));
  try {
    const sql = 'SELECT revoked_at, expires_at FROM api_keys WHERE api_key_id = ?';
    const row = database.get<Row>({ sql }, keyId);
    assert.ok(row);
    return row;
  } finally {
    database.close();
  }
}

describe('a key that a lost request made late', () => {
  let serviceAccountId = '';
  before(async function () {
    if (storage === undefined) return this.skip();
    ({ serviceAccountId } = await prepare('late'));
  });

  it('is ended by a refresh, and the key that the person has stays', async () => {
    const mine = await run<NewKey>('createKey', {
      serviceAccountId,
      scope: ['runs:write'],
      expiresAt: inAWeek(),
    });
    // The request's own expiry tells its keys from others': not quite what was asked for.
    const { expires_at: expiresAt } = await rowOf(mine.keyId);
    assert.ok(expiresAt);
    const late = await makeLate(serviceAccountId, expiresAt);
    const others = await makeLate(serviceAccountId, inAWeek());
    // What remembers the request is written after the command has answered.
    await eventually(
      'the end of the late key',
      async () => {
        await run('refresh');
        return (await rowOf(late)).revoked_at;
      },
      (revokedAt) => revokedAt !== null,
      15_000,
    );
    assert.equal((await rowOf(mine.keyId)).revoked_at, null);
    assert.equal((await rowOf(others)).revoked_at, null);
    await run('revokeKey', { keyId: mine.keyId });
    await run('revokeKey', { keyId: others });
  });
});
