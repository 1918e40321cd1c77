import assert from 'node:assert/strict';
import fc from 'fast-check';
import { apiKey, apiKeyList } from '../../../src/wire/apiKeys.ts';
import { errorEnvelope } from '../../../src/wire/envelope.ts';
import { serviceAccountList } from '../../../src/wire/serviceAccounts.ts';
import { workspaceDetail } from '../../../src/wire/workspaces.ts';
import {
  readRecording,
  recordedData,
  recordingNames,
  type Recording,
} from '../../support/recordings.ts';
import { findRoute, isNotOurs } from './routes.ts';

/** Fields whose value is one of a list today and may be something new tomorrow. */
const openFields = new Set([
  'status',
  'role',
  'membership_role',
  'status_tone',
  'severity',
  'event_type',
  'step_type',
  'actor_type',
  'type',
  'code',
  'surface',
  'next_surface',
  'tier',
  'decision',
  'workflow_status',
  'workflow_signal_status',
  'replay_mode',
  'auth_provider',
  'availability',
  'verification_status',
  'go_live_status',
]);

/** A copy in which every object has a field nobody knows and every open value may be a new one. */
function fromTheFuture(value: unknown, field: string, next: () => unknown): unknown {
  if (Array.isArray(value)) return value.map((item: unknown) => fromTheFuture(item, field, next));
  if (typeof value === 'string') return openFields.has(field) ? `new_${String(next())}` : value;
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, item]): [string, unknown] => [
    key,
    // Inside these two, the server may already put what it likes.
    key === 'details' || key === 'payload' ? item : fromTheFuture(item, key, next),
  ]);
  return Object.fromEntries([...entries, [`x_${String(next())}`, next()]]);
}

interface Answer {
  readonly name: string;
  readonly each: Recording;
}

function parses(name: string, each: Recording, body: unknown): void {
  const route = findRoute(each.request.method, each.request.path);
  const schema = each.response.status >= 400 ? errorEnvelope : route?.answer;
  const result = schema?.safeParse(body);
  assert.deepEqual(result?.error?.issues, undefined, name);
}

describe('wire: a server that is newer or older than the client', () => {
  const answers: readonly Answer[] = recordingNames()
    .map((name) => ({ name, each: readRecording(name) }))
    .filter(({ each }) => !isNotOurs(each.request.path))
    .filter(({ each }) => typeof each.response.body === 'object' && each.response.body !== null);

  it('still reads answers with unknown fields and unknown values everywhere', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...answers),
        fc.array(fc.oneof(fc.string(), fc.integer(), fc.constant(null), fc.constant({})), {
          minLength: 1,
        }),
        ({ name, each }, extras) => {
          let at = 0;
          const next = () => extras[at++ % extras.length];
          parses(name, each, fromTheFuture(each.response.body, '', next));
        },
      ),
      { numRuns: 600 },
    );
  });

  it('hands unknown fields and values on', () => {
    const row = { ...firstKey(), status: 'quarantined', scope: ['runs:read'], nickname: 'ci' };
    assert.deepEqual(apiKey.parse(row), row);
  });

  it('does without what only one variant sends', () => {
    const variant = new Set([
      'active_service_accounts_total',
      'active_api_keys_total',
      'billing_providers',
    ]);
    const wave = JSON.stringify(recordedData('40-wave-detail-key-active'), (key, value: unknown) =>
      variant.has(key) ? undefined : value,
    );
    assert.ok(!wave.includes('active_api_keys_total'));
    workspaceDetail.parse(JSON.parse(wave));
  });

  it('takes a list without page_info, or without a cursor in it, as the last page', () => {
    for (const page of [undefined, {}, { next_cursor: null }]) {
      const list = serviceAccountList.parse({ items: [], page_info: page });
      assert.equal(list.page_info.next_cursor, null);
    }
  });

  it('reads a key without the fields that may be empty', () => {
    const { api_key_id, workspace_id, key_prefix, scope, status, created_at } = firstKey();
    const read = apiKey.parse({
      api_key_id,
      workspace_id,
      key_prefix,
      scope,
      status,
      created_at,
    });
    assert.equal(read.expires_at, null);
    assert.equal(read.service_account_id, null);
  });

  it('takes no notice of a __proto__ key', () => {
    const text = JSON.stringify(firstKey()).replace('{', '{"__proto__":{"status":"active"},');
    const read = apiKey.parse(JSON.parse(text));
    assert.equal(Object.getPrototypeOf(read), Object.prototype);
    assert.ok(!Object.hasOwn(read, '__proto__'));
    const error = errorEnvelope.parse(
      JSON.parse('{"error":{"code":"c","message":"m","details":{"__proto__":{"retry":1}}}}'),
    );
    assert.equal(Object.getPrototypeOf(error.error.details), Object.prototype);
    assert.equal(error.error.details['retry'], undefined);
    assert.equal(Object.hasOwn(Object.prototype, 'retry'), false);
  });

  it('does not read a page of something else as a list', () => {
    for (const body of [null, '', [], {}, { items: null }, { items: [{}] }, '<html>']) {
      assert.equal(apiKeyList.safeParse(body).success, false);
    }
  });
});

function firstKey() {
  const [row] = apiKeyList.parse(recordedData('11-keys-list')).items;
  assert.ok(row);
  return row;
}
