import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { madeUpSecret } from '../../fixtures/leaks/corpus.ts';
import { editors } from '../../journeys/support/editors.ts';
import { budgets } from '../budgets.ts';
import { companion, empty, idOf, sleepingKeyrail } from '../session/extensions.ts';
import { openBenchSession } from '../session/benchSession.ts';
import { resultOf, type Result } from '../result.ts';
import { fewest } from '../samples.ts';

const lines = 10_000;
const bursts = 4;
const keysInBurst = 12;
/** Longer than Keyrail waits for a pause, so that it looks through the file between two bursts. */
const pauseMs = 800;

/** Row 13: from a key stroke to its painted character, in a long file that holds a secret. */
export async function typingRow(): Promise<Result[]> {
  const session = await openBenchSession([sleepingKeyrail, empty, companion()], {
    // What the editor adds by itself would be measured too.
    settings: {
      'editor.quickSuggestions': { other: 'off', comments: 'off', strings: 'off' },
      'editor.wordBasedSuggestions': 'off',
    },
  });
  const file = path.join(session.folder, 'many.mjs');
  const ours: number[] = [];
  const theirs: number[] = [];
  try {
    for (let round = -2; round < fewest * 2; round++) {
      writeFileSync(file, longFile());
      const here = await session.visit();
      const isOurs = Math.abs(round) % 4 === 0 || Math.abs(round) % 4 === 3;
      await here.ask('activation', isOurs ? 'keyrail.keyrail' : idOf('empty'));
      const shown = editors(session.page);
      await shown.openFile('many.mjs');
      await shown.goTo(lines / 2);
      // Keyrail begins to look into texts two seconds after it was activated.
      await here.ask('settle', 3500);
      const took = await keyStrokes(session.page);
      if (round >= 0) (isOurs ? ours : theirs).push(took);
    }
  } finally {
    await session.dispose();
  }
  return [
    resultOf({
      row: 13,
      what: `typing in ${lines.toLocaleString('en')} lines: key to paint`,
      unit: 'ms',
      budget: budgets.typing,
      subject: ours,
      baseline: { what: 'Keyrail off', samples: theirs },
    }),
  ];
}

function longFile(): string {
  const all = Array.from(
    { length: lines },
    (_, at) => `export const line${at} = call(${at}, 'text');`,
  );
  all[lines / 2 + 20] = `const key = '${madeUpSecret(1)}';`;
  return `${all.join('\n')}\n`;
}

/** Mean of all key strokes in milliseconds, on the page's own clock. */
async function keyStrokes(page: Page): Promise<number> {
  await page.evaluate(() => {
    const took: number[] = [];
    Object.assign(globalThis, { keyStrokes: took });
    let pressed: number | undefined;
    addEventListener('keydown', () => (pressed = performance.now()), { capture: true });
    const surface = document.querySelector('.editor-group-container.active .view-lines');
    new MutationObserver(() => {
      const from = pressed;
      if (from === undefined) return;
      pressed = undefined;
      requestAnimationFrame(() => took.push(performance.now() - from));
    }).observe(surface!, { childList: true, subtree: true, characterData: true, attributes: true });
  });
  for (let burst = 0; burst < bursts; burst++) {
    for (let key = 0; key < keysInBurst; key++) {
      await page.keyboard.press('x');
      await page.waitForTimeout(40);
    }
    await page.waitForTimeout(pauseMs);
  }
  const took = await page.evaluate(() => {
    // `as`: the same page put it there a moment ago.
    const { keyStrokes: all } = globalThis as unknown as { readonly keyStrokes: readonly number[] };
    return [...all];
  });
  if (took.length < (bursts * keysInBurst) / 2) {
    throw new Error(`Only ${took.length} of ${bursts * keysInBurst} key strokes were seen.`);
  }
  return took.reduce((sum, each) => sum + each, 0) / took.length;
}
