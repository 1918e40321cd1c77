import assert from 'node:assert/strict';
import { commands, window } from 'vscode';
import { prepare, run } from './support/keyrail.ts';

/** How many tabs have this title. */
function tabs(title: string): number {
  const all = window.tabGroups.all.flatMap((group) => group.tabs);
  return all.filter(({ label }) => label === title).length;
}

describe('a page', () => {
  before(() => prepare('pages'));

  afterEach(() => commands.executeCommand('workbench.action.closeAllEditors'));

  for (const [command, title] of [
    ['openChecklist', 'First run'],
    ['openPlayground', 'Playground'],
  ] as const) {
    it(`has one tab however often ${command} is run`, async () => {
      await Promise.all([run(command, {}), run(command, {})]);
      await run(command, {});
      while (tabs(title) === 0) await new Promise((resolve) => setTimeout(resolve, 20));
      assert.equal(tabs(title), 1);
    });
  }
});
