import assert from 'node:assert/strict';
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openTold } from '../../../src/lifecycle/notices/told.ts';
import { openFixture, type LifecycleFixture } from './lifecycleFixture.ts';

describe('a state that several windows change', () => {
  let fixture: LifecycleFixture;

  beforeEach(async () => {
    fixture = await openFixture();
  });

  afterEach(() => fixture.dispose());

  const open = (window: LifecycleFixture) => openTold(window.ports, 'here');
  const mark = (keyId: string) => ({ keyId, kind: 'expiring', threshold: 7, at: '2026-11-23' });
  const add = (where: ReturnType<typeof open>, keyId: string) =>
    where.change((state) => ({ ...state, told: [...state.told, mark(keyId)] }));

  it('lets one of two windows have the first word', async () => {
    const shown: string[] = [];
    const tell = async (name: string, window: LifecycleFixture) => {
      const looks: boolean[] = [];
      await open(window).change((state) => {
        const isMine = state.told.length === 0;
        looks.push(isMine);
        return isMine ? { ...state, told: [mark('key_1')] } : state;
      });
      if (looks.at(-1)) shown.push(name);
    };
    const windows = [fixture, fixture.window(), fixture.window().window()];
    await Promise.all(windows.map((window, index) => tell(String(index), window)));
    assert.equal(shown.length, 1);
  });

  it('loses no change of many at once, and keeps one file', async () => {
    const windows = [fixture, fixture.window(), fixture.window().window()];
    const ids = Array.from({ length: 30 }, (_, index) => `key_${index}`);
    await Promise.all(ids.map((id, index) => add(open(windows[index % 3]!), id)));
    const { told } = await open(fixture).read();
    assert.deepEqual(told.map(({ keyId }) => keyId).sort(), ids.sort());
    const [folder] = await readdir(join(fixture.ports.folder, 'notices'));
    assert.equal((await readdir(join(fixture.ports.folder, 'notices', folder!))).length, 1);
  });

  it('makes a change once, though another window goes on from it at once', async () => {
    const { disk } = fixture.ports;
    let first = true;
    const interrupted = {
      ...fixture.ports,
      disk: {
        ...disk,
        link: async (from: string, to: string) => {
          const made = await disk.link(from, to);
          if (first) {
            first = false;
            await add(open(fixture.window()), 'key_2');
          }
          return made;
        },
      },
    };
    await add(openTold(interrupted, 'here'), 'key_1');
    const { told } = await open(fixture).read();
    assert.deepEqual(
      told.map(({ keyId }) => keyId),
      ['key_1', 'key_2'],
    );
  });

  it('begins anew where the file cannot be read', async () => {
    await add(open(fixture), 'key_1');
    const [folder] = await readdir(join(fixture.ports.folder, 'notices'));
    await writeFile(join(fixture.ports.folder, 'notices', folder!, '1.json'), '{"told":');
    assert.deepEqual((await open(fixture).read()).told, []);
    await add(open(fixture.window()), 'key_2');
    assert.deepEqual(
      (await open(fixture).read()).told.map(({ keyId }) => keyId),
      ['key_2'],
    );
  });

  it('survives a restart', async () => {
    await open(fixture).change((state) => ({ ...state, quiet: [{ keyId: 'key_1', until: null }] }));
    assert.deepEqual((await open(fixture.restart()).read()).quiet, [
      { keyId: 'key_1', until: null },
    ]);
  });
});
