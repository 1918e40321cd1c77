import assert from 'node:assert/strict';
import { markedLine, markLine } from '../../support/hostLine.ts';

describe('a line from the extension host', () => {
  it('is told from what the workbench logs', () => {
    assert.equal(markedLine(markLine('  ✔ works')), '  ✔ works');
    assert.equal(markedLine(markLine('')), '');
    assert.equal(markedLine('Creating a socket'), undefined);
    assert.equal(markedLine({ not: 'text' }), undefined);
  });
});
