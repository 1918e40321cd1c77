import assert from 'node:assert/strict';
import { disagreeing, readers } from '../../../src/dotenv/text/readerCheck.ts';

const asked = (before: string, after: string): string[] =>
  disagreeing(before, after, { name: 'KEY', value: 'new', mayStayUnseen: true }).map(
    ({ tool }) => tool,
  );
const read = (tool: string, text: string): Record<string, string> =>
  Object.fromEntries(readers.find((each) => each.tool === tool)?.read(text) ?? []);

describe('the gate before a write', () => {
  it('lets a change of one plain line through', () => {
    assert.deepEqual(asked('A=1\nKEY=old\nB=2\n', 'A=1\nKEY=new\nB=2\n'), []);
  });

  it('names every tool that would read another variable differently', () => {
    assert.deepEqual(asked('A=1\nKEY=old\n', 'A=2\nKEY=new\n'), [
      'dotenv',
      'python-dotenv',
      'docker compose',
      'bash',
      'node --env-file',
    ]);
  });

  it('names the tools to which only a part of the value would be the value', () => {
    assert.deepEqual(
      disagreeing('KEY=old\n', 'KEY=new#er\n', {
        name: 'KEY',
        value: 'new#er',
        mayStayUnseen: false,
      }).map(({ tool }) => tool),
      ['dotenv', 'node --env-file'],
    );
  });

  it('asks nothing of a tool that could not read the file before', () => {
    // An unclosed quote further down: compose and bash give up on such a file.
    const [before, after] = ['KEY=old\nA="open\n', 'KEY=new\nA="open\n'];
    assert.deepEqual(asked(before, after), []);
  });

  it('sees what an indented line becomes by the value before it', () => {
    // To Node `#B` is a variable there, and its value ends at the next quotation mark.
    for (const rest of ['\t#B="open\n', '\n\t#B="open\n']) {
      for (const value of ['"quoted"', '']) {
        const text = (key: string) => `N=1\nA=${value}\n${rest}C=3\nKEY=${key}\n`;
        assert.deepEqual(
          disagreeing(text('old'), text('"n e w"'), {
            name: 'KEY',
            value: 'n e w',
            mayStayUnseen: false,
          }).map(({ tool }) => tool),
          ['node --env-file'],
          JSON.stringify(text('old')),
        );
      }
    }
  });

  it('sees a line that only some tools read as the variable', () => {
    assert.deepEqual(asked('KEY=old\nKEY: later\n', 'KEY=new\nKEY: later\n'), [
      'dotenv',
      'docker compose',
    ]);
  });
});

describe('the grammars told again', () => {
  const text = 'A=1 # one\nB="two\nlines" # c\nexport C=\'3\'\nD=a#b\nE = 5\n';

  it('agree on what is common', () => {
    for (const { tool } of readers) {
      const { A, B, C } = read(tool, text);
      assert.deepEqual({ A, B, C }, { A: '1', B: 'two\nlines', C: '3' }, tool);
    }
  });

  it('part where the tools do', () => {
    assert.equal(read('dotenv', text)['D'], 'a');
    assert.equal(read('bash', text)['D'], 'a#b');
    assert.equal(read('docker compose', text)['E'], '5');
    assert.equal(read('bash', text)['E'], undefined);
  });

  it('keep apart what bash sets for good, for one command, in a subshell and by default', () => {
    assert.deepEqual(read('bash', 'A=1 true\nB=2 | cat\nC=3 & D=4\n'), { D: '4' });
    assert.deepEqual(Object.keys(read('bash', 'A=${B:=1}\n')), ['B', 'A']);
  });

  it('stop where bash is sent to a variable that cannot have that name', () => {
    assert.equal(read('bash', 'A=B\nC=${!A:=1}\nD=2\n')['D'], '2');
    assert.deepEqual(read('bash', "A='a b'\nC=${!A:=1}\nD=2\n"), { A: 'a b' });
  });

  it('stop where bash does: an open quote, a bad substitution, a program', () => {
    for (const rest of ['B="open\n', 'B=${a.b}\n', 'exit\n', 'cat <<EOF\nB=2\nEOF\n']) {
      assert.deepEqual(read('bash', `A=1\n${rest}C=3\n`), { A: '1' });
    }
  });
});
