import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { hostname } from 'node:os';
import { EventEmitter, Uri } from 'vscode';
import { Secret } from '../../src/domain/secrets/secret.ts';
import { emptySnapshot } from '../../src/editor/keys/snapshot.ts';
import { watchPlaces, type PlaceParts } from '../../src/editor/placements/watchPlaces.ts';
import { openLifecycle } from '../../src/lifecycle/context.ts';
import { eventually } from '../journeys/support/eventually.ts';
import { openFixture, type LifecycleFixture } from '../unit/lifecycle/lifecycleFixture.ts';
import { folder } from './support/keyrail.ts';

describe('the record of what a terminal has', () => {
  let fixture: LifecycleFixture;
  const refreshed = new EventEmitter<undefined>();

  beforeEach(async () => {
    fixture = await openFixture();
  });
  afterEach(() => fixture.dispose());
  after(() => {
    refreshed.dispose();
  });

  /** Remembered by a window of this process id, as one of this machine. */
  const given = async (variable: string, pid: number) => {
    const lifecycle = openLifecycle({
      ...fixture.ports,
      window: { id: variable, pid, host: hostname() },
    });
    const place = { kind: 'terminal', folder: Uri.file(folder()).toString(), variable } as const;
    const key = { connectionId: 'here', keyId: variable };
    await lifecycle.placements.remember(place, key, new Secret(`krl_local_${variable}`));
  };
  const known = async () =>
    (await fixture.lifecycle.placements.all())
      .map(({ place }) => (place.kind === 'terminal' ? place.variable : place.kind))
      .sort();
  const watch = () => {
    const here = { id: 'here', pid: process.pid, host: hostname() };
    const lifecycle = openLifecycle({ ...fixture.ports, window: here });
    const done = async () => undefined;
    // The register is kept true of terminals without the rest of a window.
    const parts = {
      lifecycle: async () => lifecycle,
      scanner: {
        scan: async () => ({ files: 0, milliseconds: 0, changed: false }),
        lookAgain: async () => false,
      },
      keyList: { snapshot: emptySnapshot, redraw: done, onDidRefresh: refreshed.event },
      localFacts: { reload: done },
      terminals: { valueOf: () => undefined, list: () => [] },
      log: { error: (_line: string, cause: unknown) => assert.fail(String(cause)) },
    } as unknown as PlaceParts;
    return watchPlaces(parts);
  };

  it('goes with its window, and stays while another window may give it', async () => {
    const { pid } = spawnSync(process.execPath, ['--version']);
    await given('ENDED', pid);
    // A process id is given away again, and then it can be that of this very window.
    await given('FORMER', process.pid);
    await given('OTHER', process.ppid);
    const watched = watch();
    try {
      await eventually('the other window’s alone', known, (left) => left.length === 1);
      assert.deepEqual(await known(), ['OTHER']);
      await given('LATER', pid);
      refreshed.fire(undefined);
      await eventually('no later one', known, (left) => !left.includes('LATER'));
      assert.deepEqual(await known(), ['OTHER']);
    } finally {
      watched.dispose();
    }
  });
});
