import assert from 'node:assert/strict';
import { importSecret } from '../../src/commands/secrets/importSecret.ts';
import { emptySnapshot } from '../../src/editor/keys/snapshot.ts';
import { listPending } from '../../src/lifecycle/steps/pending.ts';
import { rotateWithOverlap } from '../../src/lifecycle/protocols/overlap.ts';
import { recover } from '../../src/lifecycle/protocols/recover.ts';
import { windowPorts } from '../../src/commands/windowPorts.ts';
import type { Services } from '../../src/services.ts';
import { makeRow } from '../unit/domain/rows.ts';
import { openProvenFixture, type LifecycleFixture } from '../unit/lifecycle/lifecycleFixture.ts';
import { dotenv } from '../unit/lifecycle/memoryPlaces.ts';
import { answerWith } from './support/windowOf.ts';

describe('a secret that an overlap waits for', () => {
  let fixture: LifecycleFixture;
  let restore = (): unknown => undefined;
  before(async () => {
    fixture = await openProvenFixture();
  });
  after(async () => {
    restore();
    await fixture.dispose();
  });

  it('lets the overlap go on when it is imported', async () => {
    const place = dotenv();
    const old = await fixture.placedKey(place);
    fixture.places.refusal = 'read-only';
    const waiting = await rotateWithOverlap(fixture.lifecycle, {
      ...fixture.at,
      key: await fixture.row(old.keyId),
      places: [place],
      grace: 'now',
    });
    assert.ok(waiting.kind === 'waiting' && waiting.keyId !== null);
    const { keyId } = waiting;
    const secret = await fixture.lifecycle.copies.read(fixture.at.connectionId, keyId);
    assert.ok(secret);
    fixture.vault.lose();
    fixture.places.refusal = undefined;
    const { lifecycle } = fixture.restart();
    await recover(lifecycle);
    const pending = await listPending(lifecycle);
    assert.equal(pending[0]?.for, 'replacement');

    const connection = {
      kind: 'remote',
      id: 'here',
      name: 'Here',
      baseUrl: 'https://here',
      production: false,
    };
    const context = { connection, workspaceId: fixture.at.workspaceId, workspaceName: 'One' };
    const keys = [makeRow(await fixture.row(keyId))];
    restore = answerWith({ showInputBox: async () => secret.reveal() });
    const services = {
      keyList: {
        here: async () => ({ context, session: { runtime: fixture.server.runtime } }),
        snapshot: { ...emptySnapshot, connection, keys },
        refresh: async () => undefined,
      },
      localFacts: { pending },
      recovery: { run: () => recover(lifecycle) },
      lifecycle: async () => lifecycle,
    } as unknown as Services; // Importing asks for nothing else.
    await importSecret(windowPorts(services, { keyId }), { keyId });
    assert.equal(fixture.places.valueAt(place), secret.reveal());
  });
});
