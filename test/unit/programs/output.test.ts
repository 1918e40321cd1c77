import assert from 'node:assert/strict';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { createCollector } from '../../../src/programs/output.ts';
import { saidText } from '../../../src/programs/said.ts';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

describe('the output of a program', () => {
  it('is kept to its last 64 KiB, however much it is and in whatever pieces it comes', () => {
    const held = () => {
      collectGarbage();
      collectGarbage();
      return process.memoryUsage().arrayBuffers;
    };
    const collector = createCollector();
    const before = held();
    for (let count = 0; count < 100; count += 1) {
      collector.take(Buffer.alloc(1 << 20, 'x'));
      if (count % 20 === 19) assert.ok(held() - before < 30 << 20);
    }
    for (const letter of 'the end') collector.take(Buffer.from(letter));
    const { text, isCut } = collector.read();
    assert.equal(text.length, 64 * 1024);
    assert.match(text, /^x+the end$/);
    assert.ok(isCut);
  });

  it('is whole where it is short', () => {
    const collector = createCollector();
    assert.deepEqual(collector.read(), { text: '', isCut: false });
    collector.take(Buffer.from('ä').subarray(0, 1));
    collector.take(Buffer.from('ä').subarray(1));
    assert.deepEqual(collector.read(), { text: 'ä', isCut: false });
  });

  it('is shown as one line: the first that says something, without colours, the middle left out', () => {
    const output = (text: string) => ({ text, isCut: false });
    const said = saidText(
      [output(' \n'), output(`\u001b[31mno\u001b[0m\n${'x'.repeat(5000)}\nthe end`)],
      [],
    );
    assert.match(said ?? '', /^no ⏎ x+ ⟨\d+ characters left out⟩ x+ ⏎ the end$/);
    assert.equal(saidText([output(''), output('\n')], []), undefined);
  });

  it('is shown without its first part where it was cut, which may be a part of a value', () => {
    const said = saidText(
      [{ text: `${'f'.repeat(1000)}${'0'.repeat(24)}the rest`, isCut: true }],
      [],
    );
    assert.equal(said, 'the rest');
  });
});
