import assert from 'node:assert/strict';
import {
  createApiKeyBody,
  createdApiKey,
  rotateApiKeyBody,
  rotatedApiKey,
} from '../../../src/wire/apiKeys.ts';
import { delivery, deliveryBody } from '../../../src/wire/delivery.ts';
import { createRunBody, replayBody } from '../../../src/wire/runs.ts';
import { createServiceAccountBody } from '../../../src/wire/serviceAccounts.ts';
import { createWorkspaceBody } from '../../../src/wire/workspaces.ts';
import { readRecording, recordedData } from '../../support/recordings.ts';

const sent = (name: string) => readRecording(name).request.body;
const section = { status: 'pending', owner_user_id: null, notes: null, evidence_links: [] };

describe('wire: request bodies, normalised as the server stores them', () => {
  it('turns a scope list and an expiry into what the server answered', () => {
    for (const name of [
      '11-key-create-201',
      '11-key-create-all-scopes',
      '21-key-past-expiry-unused',
    ]) {
      const { api_key } = createdApiKey.parse(recordedData(name));
      const body = createApiKeyBody.parse(sent(name));
      assert.deepEqual(body.scope, api_key.scope, name);
      assert.equal(body.expires_at ?? null, api_key.expires_at, name);
    }
  });

  it('keeps “missing” and “cleared” apart when rotating', () => {
    assert.deepEqual(rotateApiKeyBody.parse({}), {});
    assert.deepEqual(rotateApiKeyBody.parse({ service_account_id: '', expires_at: '' }), {
      service_account_id: null,
      expires_at: null,
    });
    const name = '21-rotate-change-scope-clear-expiry';
    const { api_key } = rotatedApiKey.parse(recordedData(name));
    const body = rotateApiKeyBody.parse(sent(name));
    assert.deepEqual([body.scope, body.expires_at], [api_key.scope, api_key.expires_at]);
  });

  it('names an unsupported scope apart from a malformed one', () => {
    const codes = (scope: unknown) =>
      createApiKeyBody.safeParse({ scope }).error?.issues.map(({ code, path }) => [code, path]);
    assert.deepEqual(codes(['runs:write', 'runs:read']), [['custom', ['scope', 1]]]);
    assert.deepEqual(codes(['']), [['too_small', ['scope', 0]]]);
    assert.deepEqual(codes('runs:write'), [['invalid_type', ['scope']]]);
    assert.deepEqual(codes(null), [['invalid_type', ['scope']]]);
  });

  it('trims and drops what the server does not know', () => {
    assert.deepEqual(createServiceAccountBody.parse({ name: ' ci ', role: ' bot ', colour: 'x' }), {
      name: 'ci',
      role: 'bot',
    });
    assert.equal(
      createWorkspaceBody.parse({
        organization_id: 'org',
        slug: ' Support-EU ',
        display_name: 'Support',
        tenant_id: 'tenant_support',
      }).slug,
      'support-eu',
    );
  });

  it('reports the fields of a workspace in the order in which the server checks them', () => {
    const issues = createWorkspaceBody.safeParse({}).error?.issues ?? [];
    assert.deepEqual(
      issues.map(({ path }) => path[0]),
      ['organization_id', 'slug', 'display_name', 'tenant_id'],
    );
  });

  it('drops incomplete evidence links, keeps twenty, cuts notes at 4000', () => {
    const name = '33-delivery-post-incomplete-link-dropped';
    const answer = delivery.parse(recordedData(name));
    const body = deliveryBody.parse(sent(name));
    assert.deepEqual(body.verification.evidence_links, answer.verification.evidence_links);

    const links = Array.from({ length: 25 }, (_, n) => ({ label: `run ${n}`, url: `u${n}` }));
    const odd = [null, 'x', { label: '', url: 'u' }, { label: 'l', url: 5 }];
    const cut = deliveryBody.parse({
      verification: {
        status: 'complete',
        evidence_links: [...odd, ...links],
        notes: 'n'.repeat(5000),
      },
      go_live: section,
    }).verification;
    assert.deepEqual(cut.evidence_links, links.slice(0, 20));
    assert.equal(cut.notes?.length, 4000);
  });

  it('keeps every field of a run, whose raw body is hashed', () => {
    for (const name of ['12-run-bad-kind-accepted', '32-demo-run-console-payload']) {
      assert.deepEqual(createRunBody.parse(sent(name)), sent(name));
    }
    assert.deepEqual(replayBody.parse({ why: 'test' }), { why: 'test' });
  });
});
