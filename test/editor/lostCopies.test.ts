import assert from 'node:assert/strict';
import { chooseKey } from '../../src/commands/chooseKey.ts';
import { isOfThisMachine } from '../../src/commands/panic/askKeys.ts';
import { allDiffer } from '../../src/domain/keys/rowDifferences.ts';
import { buildRows } from '../../src/editor/keys/keyRows.ts';
import { rowFactsOf } from '../../src/editor/keys/rowFacts.ts';
import { createLocalFacts } from '../../src/editor/secrets/localFacts.ts';
import { tellMissingCopies } from '../../src/editor/secrets/missingCopies.ts';
import { windowPorts } from '../../src/commands/windowPorts.ts';
import type { Services } from '../../src/services.ts';
import { keyItem } from '../../src/views/keyItem.ts';
import { openFixture, type LifecycleFixture } from '../unit/lifecycle/lifecycleFixture.ts';
import { answerWith } from './support/windowOf.ts';

/** The facts of keys and the rows made of them, as `createServices` joins the two. */
function windowOn(fixture: LifecycleFixture) {
  const { lifecycle, at } = fixture;
  const localFacts = createLocalFacts(
    async () => lifecycle,
    () => undefined,
  );
  // No more of them is asked for by rows.
  const sources = {
    keyNotes: { all: () => new Map() },
    sessions: { clockOf: () => ({ now: () => new Date(), aheadMs: () => 0 }) },
    undoableWrites: { list: () => [] },
    localFacts,
  } as unknown as Parameters<typeof rowFactsOf>[0];
  let drawn = 0;
  const keyList = {
    redraw() {
      drawn++;
    },
  };
  return {
    localFacts,
    find: () => tellMissingCopies(lifecycle, { localFacts, keyList }),
    drawn: () => drawn,
    async rows() {
      const source = { keys: await fixture.rows(), accounts: [], detail: { members: [] } };
      return buildRows(source, rowFactsOf(sources, at.connectionId)).keys;
    },
  };
}

describe('a key whose local copy the key store has lost', () => {
  let fixture: LifecycleFixture;
  let keyId = '';
  let opened: ReturnType<typeof windowOn>;
  const row = async () => (await opened.rows()).find(({ key }) => key.api_key_id === keyId)!;
  const words = async () => {
    const node = { node: 'key', id: keyId, keyId, before: new Map(), differs: allDiffer } as const;
    const item = keyItem({ ...node, row: await row(), isPredecessor: false }, new Date());
    return (item.contextValue ?? '').split(' ').filter((word) => /copy|restorable/.test(word));
  };

  before(async () => {
    const first = await openFixture();
    await first.lifecycle.checkPersistence();
    ({ keyId } = await first.key());
    const { connectionId } = first.at;
    const secret = await first.lifecycle.copies.read(connectionId, keyId);
    const place = { kind: 'program', recipe: 'pass', answers: { path: 'app' } } as const;
    const key = { connectionId, keyId, secondCopy: true } as const;
    await first.lifecycle.placements.remember(place, key, secret!);
    first.vault.lose();
    fixture = first.restart();
    opened = windowOn(fixture);
    await opened.localFacts.reload();
  });
  after(() => fixture.dispose());

  it('can be restored once that is found, without the vault being asked to draw it', async () => {
    assert.deepEqual(await words(), ['copy'], 'its marker is all that is known yet');
    await opened.find();
    assert.equal(opened.drawn(), 1);
    assert.ok(fixture.facts.some((fact) => fact.kind === 'copies-missing'));
    fixture.vault.mood = 'throws';
    await opened.localFacts.reload();
    fixture.vault.mood = 'good';
    assert.deepEqual(await words(), ['restorable']);
    const { hasCopy, isCopyLost } = await row();
    assert.deepEqual([hasCopy, isCopyLost], [false, true]);
  });

  it('is still ended by a panic: somebody else may have what was lost', async () => {
    assert.ok(isOfThisMachine({ ...(await row()), placements: [] }));
  });

  it('is asked for among those that a message is about', async () => {
    const another = await fixture.key();
    await opened.localFacts.reload();
    const keys = await opened.rows();
    // No more of them is asked for where no key is named.
    const services = {
      keyList: { here: async () => ({ context: {} }), snapshot: { keys } },
      selectedKey: {},
    } as unknown as Services;
    let shown: unknown;
    const restore = answerWith({
      async showQuickPick(rows) {
        shown = await rows;
        return (shown as object[])[0];
      },
    });
    const choose = (...among: string[]) => {
      const question = { title: 'Restore Secret', none: 'None', among };
      return chooseKey(
        windowPorts(services, undefined),
        undefined,
        question,
        ({ hasCopy }) => !hasCopy,
      );
    };
    try {
      assert.equal((await choose(keyId, another.keyId)).key.api_key_id, keyId);
      assert.equal((shown as object[]).length, 1);
      await assert.rejects(choose(another.keyId), /Nothing is to be done for these keys/);
    } finally {
      restore();
    }
  });
});
