import assert from 'node:assert/strict';
import { Secret } from '../../../src/domain/secrets/secret.ts';
import {
  createProgramPlaces,
  type ProgramTools,
} from '../../../src/editor/placements/programPlaces.ts';
import { changedBySomebody, isUnmoved } from '../../../src/editor/placements/programMoments.ts';
import type { Reading, Seen } from '../../../src/programs/programPlace.ts';
import { inProgram } from '../lifecycle/memoryProgram.ts';

const noon = Date.parse('2026-11-30T12:00:00.000Z');
const minutes = (count: number) => new Date(noon + count * 60_000).toISOString();
const [old, next] = [new Secret('the-old-value'), new Secret('the-new-value')];
const isOld = (value: Secret) => value.equals(old);
const earlier = { sentAt: minutes(-60), confirmedAt: minutes(-61), begun: [] };
const changed = (at: number): Seen => ({ kind: 'changed', at: minutes(at) });
const value = (secret: Secret): Reading => ({ kind: 'value', secret });
const failed = (trouble: 'offline' | 'locked') => ({ kind: 'failed', trouble }) as const;

/** Answers in their order; the last one from then on. */
function programsThat(gets: readonly Reading[], seens: readonly Seen[] = [{ kind: 'not-told' }]) {
  const asked: string[] = [];
  const turn = <T>(name: string, answers: readonly T[]): T => {
    asked.push(name);
    const [last] = answers.slice(-1);
    const answer = answers[asked.filter((each) => each === name).length - 1] ?? last;
    if (answer === undefined) throw new Error('A program answers.');
    return answer;
  };
  const programs: ProgramTools['programs'] = {
    get: async () => turn('get', gets),
    seen: async () => turn('seen', seens),
    put: async () => turn('put', [{ kind: 'stored' }]),
    remove: async () => turn('remove', [{ kind: 'stored' }]),
  };
  const recipes = () => [
    { id: 'pass', remove: { args: [] } },
    { id: 'gh-actions' },
    { id: 'podman', replace: 'remove first' as const },
  ];
  const places = createProgramPlaces({ programs, recipes }, { now: () => new Date(noon) });
  return { places, asked };
}
const blind: Reading = { kind: 'not-readable' };

describe('a place of a program', () => {
  const place = inProgram();

  it('is left where somebody has put something else between the look and the delivery', async () => {
    const { places, asked } = programsThat([value(new Secret('of-somebody-else'))]);
    assert.deepEqual(await places.replace(place, isOld, next, { earlier }), { kind: 'changed' });
    assert.deepEqual(asked, ['get']);
  });

  it('is not delivered to where it cannot be seen what would be overwritten', async () => {
    for (const [programs, reason] of [
      [programsThat([failed('locked')]), 'locked'],
      [programsThat([blind], [failed('offline')]), 'offline'],
    ] as const) {
      const replaced = await programs.places.replace(place, isOld, next, { earlier });
      assert.deepEqual(replaced, { kind: 'refused', reason });
      assert.ok(!programs.asked.includes('put'));
    }
  });

  it('that is empty is delivered to for the first time alone', async () => {
    for (const [gets, seens] of [
      [[{ kind: 'none' }], []],
      [[blind], [{ kind: 'none' }, changed(0)]],
    ] as const) {
      const first = programsThat(gets, seens);
      const { kind } = await first.places.replace(place, () => true, next);
      assert.ok(kind === 'replaced' || kind === 'sent');
      const again = programsThat(gets, seens);
      const replaced = await again.places.replace(place, isOld, next, { earlier });
      assert.deepEqual([replaced.kind, again.asked.includes('put')], ['gone', false]);
    }
  });

  it('that a delivery of ours may have emptied, whose end nobody saw, is not gone', async () => {
    const begun = { ...earlier, begun: [minutes(-1)] };
    for (const [gets, seens] of [
      [[{ kind: 'none' }], []],
      [[blind], [{ kind: 'none' }, changed(0)]],
    ] as const) {
      const kindAt = async (recipe: string) => {
        const { places } = programsThat(gets, seens);
        const replaced = await places.replace(inProgram('A', recipe), isOld, next, {
          earlier: begun,
        });
        return replaced.kind;
      };
      for (const recipe of ['podman', 'pass']) {
        assert.ok(['replaced', 'sent'].includes(await kindAt(recipe)), recipe);
      }
    }
  });

  it('is sent and not confirmed where nobody can be asked afterwards', async () => {
    const { places } = programsThat([blind], [changed(-61), failed('offline')]);
    const replaced = await places.replace(place, isOld, next, { earlier });
    assert.deepEqual(replaced, { kind: 'sent', at: minutes(0) });
  });

  it('that is told to be empty after a delivery has not kept it', async () => {
    const { places } = programsThat([blind], [changed(-61), { kind: 'none' }]);
    const replaced = await places.replace(place, isOld, next, { earlier });
    assert.deepEqual(replaced, { kind: 'refused', reason: 'not-stored' });
  });

  it('is taken away only where it is ours, by a recipe that can', async () => {
    const took = async (gets: readonly Reading[], seens?: readonly Seen[]) => {
      const { places, asked } = programsThat(gets, seens);
      const { kind } = await places.remove(place, isOld, { earlier });
      return [kind, asked.includes('remove')];
    };
    assert.deepEqual(await took([value(old)]), ['gone', true]);
    assert.deepEqual(await took([value(next)]), ['changed', false]);
    assert.deepEqual(await took([{ kind: 'none' }]), ['gone', false]);
    assert.deepEqual(await took([blind], [changed(-61)]), ['gone', true]);
    assert.deepEqual(await took([blind], [changed(-5)]), ['changed', false]);
    assert.deepEqual(await took([blind], [failed('offline')]), ['refused', false]);
    const { places } = programsThat([blind]);
    assert.ok(places.isRemovable(inProgram('KEY', 'pass')));
    assert.ok(!places.isRemovable(inProgram('KEY', 'gh-actions')));
  });
});

describe('the moments that a program tells', () => {
  it('are somebody else’s after our last delivery, by the program’s own clock where it has told', () => {
    const sent = { sentAt: minutes(0), begun: [] };
    for (const [at, known, isTheirs] of [
      [0, sent, false],
      [4, sent, false],
      [6, sent, true],
      [90, { ...sent, confirmedAt: minutes(90) }, false],
      [91, { ...sent, confirmedAt: minutes(90) }, true],
      // A delivery whose end nobody saw may have made it.
      [91, { ...sent, confirmedAt: minutes(90), begun: [minutes(89)] }, false],
      [102, { ...sent, confirmedAt: minutes(90), begun: [minutes(89)] }, true],
    ] as const) {
      assert.equal(changedBySomebody(minutes(at), known), isTheirs, `${at}`);
    }
    assert.equal(changedBySomebody('no moment', sent), false);
  });

  it('say that nothing was stored where they stay, unless they are too rough for that', () => {
    const before = { sentAt: minutes(-60), begun: [] };
    assert.ok(isUnmoved(minutes(-60), minutes(-60), before, minutes(0)));
    assert.ok(!isUnmoved(minutes(-60), minutes(0), before, minutes(0)));
    assert.ok(!isUnmoved(undefined, minutes(0), before, minutes(0)));
    const justNow = { ...before, begun: [minutes(-0.1)] };
    assert.ok(!isUnmoved(minutes(0), minutes(0), justNow, minutes(0)));
  });
});
