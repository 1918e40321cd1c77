import assert from 'node:assert/strict';
import type { Memento } from 'vscode';
import { tellClock } from '../../src/editor/notices/tellClock.ts';
import { remoteConnection } from '../fixtures/remoteConnection.ts';
import { openFixture, type LifecycleFixture } from '../unit/lifecycle/lifecycleFixture.ts';
import { answerWith } from './support/windowOf.ts';

const hour = 3_600_000;
const connection = { ...remoteConnection('here'), name: 'Acme' };

describe('the notice about a clock that differs', () => {
  let fixture: LifecycleFixture;
  let restore = (): unknown => undefined;
  let rooms = 0;
  const said: string[] = [];

  beforeEach(async () => {
    fixture = await openFixture();
    said.length = 0;
    rooms = 0;
    restore = answerWith({
      showWarningMessage: async (sentence) => {
        said.push(sentence);
        return undefined;
      },
    });
  });
  afterEach(async () => {
    restore();
    await fixture.dispose();
  });

  /** A refresh of a window: what VS Code keeps is not the same in all of them at once. */
  const window = (of = fixture) => {
    const kept = new Map<string, unknown>();
    const hostState = {
      get: (name: string, otherwise?: unknown) => kept.get(name) ?? otherwise,
      update: async (name: string, value: unknown) => void kept.set(name, value),
    } as Pick<Memento, 'get' | 'update'>; // `get` has two overloads that one function cannot say.
    const log = { warn: () => undefined };
    const lifecycle = async () => {
      rooms++;
      return of.lifecycle;
    };
    // The notice needs no more of a window.
    const parts = { hostState, log, lifecycle } as unknown as Parameters<typeof tellClock>[0];
    return (aheadMs: number) => tellClock(parts, connection, aheadMs);
  };

  it('is told once, in one of the windows that were opened together', async () => {
    const windows = [window(), window(fixture.window()), window(fixture.window())];
    for (let refresh = 0; refresh < 3; refresh++) {
      await Promise.all(windows.map((tell) => tell(2 * hour)));
    }
    assert.equal(said.length, 1);
    assert.match(said[0] ?? '', /clock is 2 h ahead of the control plane Acme\./);
  });

  it('is told again where it became another one, and where the clocks had agreed', async () => {
    const tell = window();
    for (const aheadMs of [2 * hour, -hour, 0, 0, -hour]) await tell(aheadMs);
    assert.deepEqual(
      said.map((each) => /clock is (.+?) the control/.exec(each)?.[1]),
      ['2 h ahead of', '1 h behind', '1 h behind'],
    );
  });

  it('costs nothing where the clocks agree', async () => {
    const tell = window();
    await tell(0);
    await tell(20_000);
    assert.deepEqual([said.length, rooms], [0, 0]);
  });

  it('is not told at every refresh where the disk cannot note it', async () => {
    fixture.breakDisk('ENOSPC');
    const tell = window();
    for (let refresh = 0; refresh < 3; refresh++) await tell(2 * hour);
    assert.ok(said.length <= 1);
  });
});
