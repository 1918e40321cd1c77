import assert from 'node:assert/strict';
import { createLocalFacts } from '../../src/editor/secrets/localFacts.ts';
import { issue } from '../../src/lifecycle/protocols/issue.ts';
import { assertKind } from '../unit/lifecycle/assertKind.ts';
import { failing } from '../unit/lifecycle/badServers.ts';
import { inADay, openFixture, type LifecycleFixture } from '../unit/lifecycle/lifecycleFixture.ts';

describe('what waits, in a window whose control plane has not answered yet', () => {
  let fixture: LifecycleFixture;
  before(async () => {
    fixture = await openFixture();
    fixture.server = failing(fixture.server, 'createApiKey', 503);
    const outcome = await issue(fixture.lifecycle, {
      ...fixture.at,
      serviceAccountId: fixture.accountId,
      scope: ['runs:write'],
      expiresAt: inADay(),
    });
    assertKind(outcome, 'waiting');
  });
  after(() => fixture.dispose());

  const line = async (place: string | undefined) => {
    const facts = createLocalFacts(
      async () => fixture.lifecycle,
      () => place,
    );
    await facts.reload();
    return facts.waitingLine(fixture.at.connectionId, undefined);
  };

  it('is said where this window was when it was used last', async () => {
    assert.match(await line(fixture.at.workspaceId), /^1 operation \(.+\) has been waiting since /);
  });

  it('is a hint in one that was in another control-plane workspace, or in none', async () => {
    for (const place of ['another', undefined]) {
      assert.equal(await line(place), '1 operation waits in another control-plane workspace');
    }
  });
});
