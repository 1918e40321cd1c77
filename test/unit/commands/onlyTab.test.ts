import assert from 'node:assert/strict';
import type { WebviewPanel } from 'vscode';
import type { KeptTab } from '../../../src/commands/firstRun/keptTabs.ts';
import { createOnlyTab } from '../../../src/commands/firstRun/onlyTab.ts';
import type { Panel } from '../../../src/panels/panel.ts';

// Handed on, and asked for nothing.
const parts = {};

/** How a tab stands there after a reload; VS Code cannot show one in another window. */
type Kept = 'in front' | 'in the background' | 'elsewhere';

/** A window with these tabs of a page, which VS Code kept over a reload. */
function windowAfterReload(...kept: readonly Kept[]) {
  const tabs = new Set<KeptTab>();
  const opened: (WebviewPanel | undefined)[] = [];
  const only = createOnlyTab<object, Panel>(
    async (_, restored) => {
      opened.push(restored);
      if (!restored) addTab('in front');
      return { reveal() {}, refresh() {}, onDidDispose() {}, dispose() {} };
    },
    () => [...tabs],
  );
  function addTab(where: Kept) {
    const closed = Promise.withResolvers<undefined>();
    const close = async () => {
      tabs.delete(tab);
      closed.resolve(undefined);
    };
    const tab: KeptTab = {
      isInFront: where === 'in front',
      async show() {
        if (where === 'in the background') void restore(tab);
        return where !== 'elsewhere';
      },
      close,
      closed: () => closed.promise,
    };
    tabs.add(tab);
    return tab;
  }
  /** As VS Code does when a tab is in front. */
  function restore(tab: KeptTab) {
    const dispose = () => void tab.close();
    return only.restore(parts, { dispose } as WebviewPanel);
  }
  const first = kept.map((where) => addTab(where));
  return { only, restore, first, tabs: () => tabs.size, opened };
}

describe('the only tab of a page', () => {
  it('is the one that VS Code kept in the background, with what its page left', async () => {
    const seen = windowAfterReload('in the background');
    await seen.only.show(parts);
    assert.equal(seen.tabs(), 1);
    assert.equal(seen.opened.length, 1);
    assert.notEqual(seen.opened[0], undefined);
  });

  it('is one where several were kept', async () => {
    const seen = windowAfterReload('in the background', 'in the background');
    await seen.only.show(parts);
    assert.equal(seen.tabs(), 1);
  });

  it('is one where several are in front, each in a group of its own', async () => {
    const seen = windowAfterReload('in front', 'in front');
    const pages = await Promise.all(seen.first.map((tab) => seen.restore(tab)));
    assert.equal(pages[0], pages[1]);
    assert.equal(seen.tabs(), 1);
  });

  it('is the one in front, whose page is being asked for', async () => {
    const seen = windowAfterReload('in front');
    const shown = seen.only.show(parts);
    const restored = await seen.restore(seen.first[0]!);
    assert.equal(await shown, restored);
    assert.deepEqual([seen.tabs(), seen.opened.length], [1, 1]);
  });

  it('is a new one where the kept one is closed meanwhile, or cannot be shown', async () => {
    const closing = windowAfterReload('in front');
    const shown = closing.only.show(parts);
    await closing.first[0]!.close();
    await shown;
    assert.deepEqual([closing.tabs(), closing.opened], [1, [undefined]]);
    const elsewhere = windowAfterReload('elsewhere');
    await elsewhere.only.show(parts);
    assert.deepEqual([elsewhere.tabs(), elsewhere.opened], [1, [undefined]]);
  });

  it('is the same for a command that comes while it is opened', async () => {
    const seen = windowAfterReload();
    const [first, second] = await Promise.all([seen.only.show(parts), seen.only.show(parts)]);
    assert.equal(first, second);
    assert.equal(seen.opened.length, 1);
  });
});
