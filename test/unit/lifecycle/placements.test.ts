import assert from 'node:assert/strict';
import { Secret } from '../../../src/domain/secrets/secret.ts';
import { nameOf, placeOfName } from '../../../src/lifecycle/copies/placeNames.ts';
import { openFixture, type LifecycleFixture } from './lifecycleFixture.ts';

describe('the register of placements', () => {
  let fixture: LifecycleFixture;

  beforeEach(async () => {
    fixture = await openFixture();
  });

  afterEach(() => fixture.dispose());

  const place = { kind: 'env', file: 'file:///app/.env', variable: 'GOVRAIL_API_KEY' } as const;
  const [first, second] = [new Secret('krl_local_first'), new Secret('krl_local_second')];
  const keyOf = (keyId: string) => ({ connectionId: 'here', keyId });

  it('knows a place of a program by its recipe and answers, in whichever order and of whatever letters', async () => {
    const answers = { repo: 'octo/app', name: 'A KEY=&%+ü' };
    const program = { kind: 'program', recipe: 'own:my tool', answers } as const;
    const { name, repo } = answers;
    assert.equal(nameOf({ ...program, answers: { name, repo } }), nameOf(program));
    assert.deepEqual(placeOfName(nameOf(program)), program);
    const { placements } = fixture.lifecycle;
    await placements.send(program, keyOf('key_1'), first, { at: '2026-11-30T12:00:00.000Z' });
    const known = await fixture.restart().lifecycle.placements.at(program);
    assert.deepEqual(
      [known?.place, known?.state, known?.sentAt],
      [program, 'current', '2026-11-30T12:00:00.000Z'],
    );
  });

  it('is left alone by a look that began before another value was put there', async () => {
    const { placements } = fixture.lifecycle;
    await placements.remember(place, keyOf('key_1'), first);
    const seen = await placements.at(place);
    assert.ok(seen);
    await placements.remember(place, keyOf('key_2'), second);
    assert.equal(await placements.markStale(place, seen), false);
    assert.equal(await placements.forget(place, seen), false);
    assert.equal(await placements.remember(place, keyOf('key_1'), first, seen), false);
    assert.equal(await placements.remember(place, keyOf('key_1'), first, null), false);
    const now = await placements.at(place);
    assert.deepEqual([now?.keyId, now?.state], ['key_2', 'current']);
    assert.equal(await placements.markStale(place, now), true);
    assert.equal((await placements.at(place))?.state, 'stale');
    assert.equal(await placements.forget(place, now), true);
    assert.equal(await placements.remember(place, keyOf('key_1'), first, null), true);
  });

  it('lets nothing come between the look at a record and its change', async () => {
    const { placements } = fixture.lifecycle;
    await placements.remember(place, keyOf('key_1'), first);
    const seen = await placements.at(place);
    const [, forgotten] = await Promise.all([
      placements.remember(place, keyOf('key_2'), second),
      placements.forget(place, seen),
    ]);
    const now = await placements.at(place);
    // Whichever came first: the value that stands there is never forgotten.
    assert.equal(now?.keyId, 'key_2', `forgotten: ${forgotten}`);
  });
});
