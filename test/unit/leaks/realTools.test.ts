import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { leakContexts } from '../../fixtures/leaks/corpus.ts';
import { judgeCases } from '../../leaks/judged.ts';
import { tools } from '../../leaks/tools.ts';

describe('what a fix leaves, by the tool of its language', () => {
  for (const tool of tools.filter(({ isSlow }) => isSlow !== true)) {
    it(`is taken by ${tool.name} (${tool.language})`, function () {
      const [program, ...flags] = tool.probe;
      // It is named among those that were skipped.
      if (spawnSync(program, flags).error) this.skip();
      const cases = leakContexts().filter(({ language }) => language === tool.language);
      const judged = judgeCases(tool, cases);
      const wrong = judged.filter(({ outcome }) => outcome === 'wrong');
      assert.deepEqual(wrong, []);
      const unread = judged.filter(({ outcome }) => outcome === 'no-program');
      assert.deepEqual(
        unread.map(({ name }) => name).filter((name) => tool.cannot?.includes(name) !== true),
        [],
      );
      assert.ok(judged.some(({ outcome }) => outcome === 'right'));
    });
  }
});
