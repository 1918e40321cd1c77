import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { config } from '@vscode/l10n';
import { relativeTime } from '../../../src/domain/text/relativeTime.ts';
import { spanText } from '../../../src/domain/text/spanText.ts';
import { days, noon } from './rows.ts';
import { root } from '../../support/root.mjs';

const spans = [0.2, 40, 90, 91, 3600, 7199, 7200, 7201, 49 * 3600];
const bundle = (name: string) => path.join(root, 'l10n', `bundle.l10n${name}.json`);

describe('a span of time to wait', () => {
  afterEach(() => {
    config({ contents: '{}' });
  });

  it('is seconds up to 90, then minutes, hours and days, and never shorter than it is', () => {
    const said = spans.map(spanText);
    assert.deepEqual(said, ['1 s', '40 s', '90 s', '2 min', '60 min', '2 h', '2 h', '3 h', '3 d']);
  });

  for (const [language, said] of [
    ['de', ['90 s', '2 min', '2 h', '3 d']],
    ['zh-tw', ['90 秒', '2 分鐘', '2 小時', '3 天']],
  ] as const) {
    it(`is said in ${language}`, () => {
      config({ contents: readFileSync(bundle(`.${language}`), 'utf8') });
      assert.deepEqual([90, 91, 7200, 49 * 3600].map(spanText), said);
    });
  }

  for (const [language, said] of [
    ['de', ['in 3 h', 'in 89 d', 'in 2 J.', 'vor 5 min']],
    ['zh-tw', ['3 小時後', '89 天後', '2 年後', '5 分鐘前']],
  ] as const) {
    it(`to a moment is said in ${language}`, () => {
      config({ contents: readFileSync(bundle(`.${language}`), 'utf8') });
      const moments = [3 / 24, 89, 800, -5 / 1440].map(days);
      assert.deepEqual(
        moments.map((at) => relativeTime(at, noon)),
        said,
      );
    });
  }
});
