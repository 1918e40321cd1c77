import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  serviceAccountId,
  slugProblem,
  suggestSlug,
  workspaceIds,
} from '../../../src/domain/workspaceNames.ts';

describe('workspace names', () => {
  it('suggests a slug from a display name', () => {
    assert.equal(suggestSlug('  Support EU (2)! '), 'support-eu-2');
    assert.equal(suggestSlug('Zürich café'), 'zurich-cafe');
    assert.equal(suggestSlug('客服'), '');
  });

  it('suggests nothing that the rule refuses', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (name) => {
        const slug = suggestSlug(name);
        assert.ok(slug === '' || slugProblem(slug) === undefined, slug);
      }),
    );
  });

  it('refuses what the server refuses', () => {
    for (const slug of ['', ' ', 'Bad Slug!', '-a', 'a-', 'a--b', 'A']) {
      assert.equal(typeof slugProblem(slug), 'string', slug);
    }
    assert.equal(slugProblem('support-eu-2'), undefined);
  });

  it('makes ids as the web console does', () => {
    const asked: number[] = [];
    const hex = (bytes: number) => {
      asked.push(bytes);
      return 'ab'.repeat(bytes);
    };
    assert.deepEqual(workspaceIds('support', hex), {
      workspaceId: 'ws_support_abababab',
      tenantId: 'tenant_support_abababab',
    });
    assert.equal(serviceAccountId(hex), `svc_${'ab'.repeat(12)}`);
    assert.deepEqual(asked, [4, 12]);
  });

  it('makes other ids each time', () => {
    assert.match(serviceAccountId(), /^svc_[0-9a-f]{24}$/);
    assert.notEqual(serviceAccountId(), serviceAccountId());
    assert.notEqual(workspaceIds('a').workspaceId, workspaceIds('a').workspaceId);
  });
});
