import assert from 'node:assert/strict';
import { EventEmitter } from 'vscode';
import { watchFirstRun, type FirstRunParts } from '../../src/editor/firstRun/firstRunWatch.ts';
import { emptySnapshot, type Snapshot } from '../../src/editor/keys/snapshot.ts';
import { eventually } from '../journeys/support/eventually.ts';

describe('the delivery tracks of the first run', () => {
  const connection = { kind: 'local', id: 'local', name: 'Local', production: false } as const;
  const refused = (detail?: object): Snapshot => ({
    ...emptySnapshot,
    state: 'noPermission',
    connection,
    context: {
      connection,
      workspaceId: 'ws_one',
      workspaceName: 'One',
      workspaceSlug: 'one',
      role: 'auditor',
    },
    detail: detail as Snapshot['detail'],
    freshness: { kind: 'failed', because: 'Your role may not list keys.' },
  });

  it('are read once an answer for who may see all but the keys', async () => {
    const changed = new EventEmitter<void>();
    let reads = 0;
    const delivery = async () => {
      reads++;
      return {};
    };
    const keyList = { snapshot: refused(), onDidChange: changed.event };
    const parts = {
      keyList,
      sessions: { open: async () => ({ management: { delivery } }) },
      globalState: { get: () => undefined },
      log: { error: (text: string) => assert.fail(text) },
    } as unknown as FirstRunParts; // The page itself is not looked at.
    const watch = watchFirstRun(parts, () => true);
    assert.equal(reads, 0, 'nothing is known of the place yet');
    keyList.snapshot = refused({});
    const answered = () =>
      eventually(
        'an answer',
        () => reads,
        (count) => count > 0,
      );
    changed.fire();
    await answered();
    changed.fire();
    assert.equal(reads, 1, 'drawn again from the same answer');
    keyList.snapshot = refused({});
    changed.fire();
    await eventually(
      'the next answer',
      () => reads,
      (count) => count === 2,
    );
    watch.dispose();
  });
});
