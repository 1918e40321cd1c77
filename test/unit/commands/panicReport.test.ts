import assert from 'node:assert/strict';
import { ofKey, renderReport } from '../../../src/commands/panic/report.ts';

const nothing = {
  where: [],
  notCovered: [],
  revoked: [],
  alive: [],
  waits: undefined,
  copiesLeft: [],
  terminals: [],
  clipboard: false,
  lines: [],
  elsewhere: [],
  programs: [],
};

describe('the report of a panic', () => {
  it('names every place, and what it did not cover', () => {
    const report = renderReport({
      ...nothing,
      where: ['Local · default · non-production', 'Acme live · main · production'],
      notCovered: ['Gone: not covered. The server cannot be reached.'],
    });
    assert.match(report, /^- Local · default · non-production\n- Acme live · main · production$/m);
    assert.match(report, /^## Not covered$/m);
    assert.match(report, /^- Gone: not covered\. The server cannot be reached\.$/m);
  });

  it('names the programs that keep a value', () => {
    const report = renderReport({ ...nothing, programs: [ofKey('pass: KEY', 'ci')] });
    assert.match(report, /^## Programs that keep a value$/m);
    assert.match(report, /^- pass: KEY, of ci$/m);
    assert.ok(!renderReport(nothing).includes('Programs'));
  });

  it('says of a line whose value it holds without parentheses in parentheses', () => {
    const lines = [ofKey('.env:1, GOVRAIL_API_KEY', 'sample (grk_live_9f)')];
    const report = renderReport({ ...nothing, lines });
    assert.ok(
      report.replaceAll('\\', '').includes('- .env:1, GOVRAIL_API_KEY, of sample (grk_live_9f)\n'),
    );
  });
});
