import assert from 'node:assert/strict';
import { Secret } from '../../../src/domain/secrets/secret.ts';
import { planEdit, type EditOptions } from '../../../src/dotenv/text/envText.ts';
import { both, type Plan } from '../../../src/dotenv/text/plan.ts';

const secret = new Secret('krl_local_new');
const plan = (text: string | Uint8Array, options?: EditOptions): Plan =>
  planEdit(typeof text === 'string' ? Buffer.from(text) : text, 'KEY', secret, options);
const written = (result: Plan): string =>
  result.kind === 'write' ? Buffer.from(result.bytes).toString() : result.kind;
const edit = (text: string, options?: EditOptions): string => written(plan(text, options));
const refusal = (text: string | Uint8Array): string => {
  const result = plan(text);
  return result.kind === 'refused'
    ? `${result.code}${result.line === undefined ? '' : ` ${result.line}`}`
    : result.kind;
};

describe('setting a variable in a .env', () => {
  it('keeps comments, order, quotes and blank lines of everything else', () => {
    const before = '# top\n\nA="one two" # a\nKEY=old\n  B = 2\n\n# end';
    assert.equal(edit(before), before.replace('KEY=old', 'KEY=krl_local_new'));
  });

  it('keeps export, indentation and the trailing comment of the line', () => {
    assert.equal(
      edit('  export KEY=old # rotate me\n'),
      '  export KEY=krl_local_new # rotate me\n',
    );
  });

  it('puts a space before a comment that had none, for docker compose sees no other', () => {
    assert.equal(edit('KEY="old"#note\n'), 'KEY=krl_local_new #note\n');
    assert.equal(edit('KEY=old\t# note\n'), 'KEY=krl_local_new\t # note\n');
  });

  it('takes blanks around the equals sign away, for a shell takes them for a command', () => {
    assert.equal(edit('KEY = old\n'), 'KEY=krl_local_new\n');
  });

  it('keeps CRLF, and ends a new line as most lines end', () => {
    assert.equal(edit('A=1\r\nKEY=old\r\n'), 'A=1\r\nKEY=krl_local_new\r\n');
    assert.equal(edit('A=1\r\nB=2\r\nC=3\n'), 'A=1\r\nB=2\r\nC=3\nKEY=krl_local_new\r\n');
  });

  it('keeps a byte order mark', () => {
    assert.equal(edit('\uFEFFKEY=old\n'), '\uFEFFKEY=krl_local_new\n');
  });

  it('appends a line, and ends the last one first', () => {
    assert.equal(edit(''), 'KEY=krl_local_new\n');
    assert.equal(edit('A=1'), 'A=1\nKEY=krl_local_new\n');
  });

  it('keeps bytes that are not UTF-8, and says that they are there', () => {
    const before = Buffer.from([0x23, 0xe9, 0x0a]);
    const result = plan(before);
    assert.ok(result.kind === 'write');
    assert.deepEqual(Buffer.from(result.bytes).subarray(0, 3), before);
    assert.deepEqual(result.warnings, [{ kind: 'not-utf8' }]);
  });

  it('replaces a value of several lines as a whole', () => {
    assert.equal(edit('KEY="-----BEGIN\nabc\n-----END"\nA=1\n'), 'KEY=krl_local_new\nA=1\n');
  });

  it('leaves names that only begin or end alike, and commented lines', () => {
    const others = 'MY_KEY=a\nKEY_2=b\n#KEY=c\nkey=d\n';
    assert.equal(edit(others), `${others}KEY=krl_local_new\n`);
  });

  it('changes the last of several lines, which parsers read, and names the earlier ones', () => {
    const result = plan('KEY=one\nA=1\nKEY=two\n');
    assert.equal(written(result), 'KEY=one\nA=1\nKEY=krl_local_new\n');
    assert.deepEqual(result.kind === 'write' && result.warnings, [
      { kind: 'also-set-before', lines: [1] },
    ]);
  });

  describe('for a rotation', () => {
    const isOld = (value: Secret) => value.reveal() === 'old';
    const renewed = (text: string) => edit(text, { isOld });
    const left = (text: string) => {
      assert.deepEqual(plan(text, { isOld }), { kind: 'unchanged' }, text);
    };

    it('changes every line that holds the dying secret', () => {
      assert.equal(
        renewed('KEY=old\nA=1\nexport KEY="old" # twice\n'),
        'KEY=krl_local_new\nA=1\nexport KEY=krl_local_new # twice\n',
      );
    });

    it('leaves earlier lines that hold something else, or nothing', () => {
      assert.equal(renewed('KEY=\nKEY=old\n'), 'KEY=\nKEY=krl_local_new\n');
      assert.equal(
        renewed('KEY=old\nKEY=mine\nKEY=old\n'),
        'KEY=krl_local_new\nKEY=mine\nKEY=krl_local_new\n',
      );
    });

    it('changes nothing where the last line does not hold it, for that is the one parsers read', () => {
      left('KEY=old\nKEY=mine\n');
      left('KEY=old\nA=1\nKEY=\n');
      left('KEY=mine\nKEY=old\nKEY=""\n');
      left('KEY=old\nKEY= # off\n');
      left('A=1\n');
    });
  });

  it('says when there is nothing to do', () => {
    assert.deepEqual(plan('KEY=krl_local_new\n'), { kind: 'unchanged' });
  });

  it('never shows a value in its preview, old or new', () => {
    const result = plan('export KEY=grk_live_old # was grk_live_older\n');
    assert.deepEqual(result.kind === 'write' && result.changes, [
      {
        kind: 'replaced',
        line: 1,
        before: 'export KEY=***',
        after: 'export KEY=***',
        form: 'unquoted',
      },
    ]);
  });

  it('shows a plain value, such as a base URL', () => {
    const result = planEdit(Buffer.from('A=1\n'), 'URL', 'http://127.0.0.1:4317/');
    assert.deepEqual(result.kind === 'write' && result.changes, [
      { kind: 'appended', line: 2, after: 'URL=http://127.0.0.1:4317/', form: 'unquoted' },
    ]);
  });

  it('edits two variables as one, or neither', () => {
    const planner = both(
      (bytes) => planEdit(bytes, 'KEY', secret),
      (bytes) => planEdit(bytes, 'URL', 'http://127.0.0.1:4317/'),
    );
    assert.equal(
      written(planner(Buffer.from('A=1\n'))),
      'A=1\nKEY=krl_local_new\nURL=http://127.0.0.1:4317/\n',
    );
    assert.equal(planner(Buffer.from('A=1\nURL: there\n')).kind, 'refused');
  });
});

describe('what is refused, because tools would read it differently', () => {
  it('is a quote that is never closed, wherever it stands', () => {
    assert.equal(refusal('A=1\nB="open\nKEY=old\n'), 'open-quote 2');
    assert.equal(refusal("MSG=it's fine\nKEY=old\n"), 'open-quote 1');
    assert.equal(refusal('P="C:\\\\dir\\\\"\nKEY=old\n'), 'open-quote 1');
  });

  it('is a backtick or a substitution over several lines', () => {
    assert.equal(refusal('A=`one\ntwo`\n'), 'open-quote 1');
    assert.equal(refusal('A=$(echo one\n)\n'), 'open-quote 1');
  });

  it('is text behind a closing quote, and quotes on a line that assigns nothing', () => {
    assert.equal(refusal('A="one" two\n'), 'text-after-quote 1');
    assert.equal(refusal('say "hello"\n'), 'stray-quote 1');
  });

  it('is a line that a shell joins with the next one', () => {
    assert.equal(refusal('A=one\\\nKEY=old\n'), 'continuation 1');
    assert.equal(refusal('echo |\nKEY=old\n'), 'continuation 1');
  });

  it('is the variable in a form that only some tools know', () => {
    assert.equal(refusal('KEY: old\n'), 'odd-assignment 1');
    assert.equal(refusal('KEY=old\nexport KEY\n'), 'odd-assignment 2');
    assert.equal(refusal('A=1\nreadonly KEY=2\n'), 'odd-assignment 2');
  });

  it('is an old value that a shell runs, because it would no longer be run', () => {
    assert.equal(refusal('KEY=one OTHER=two\n'), 'runs-a-command 1');
    assert.equal(refusal('KEY=one;OTHER=two\n'), 'runs-a-command 1');
    assert.equal(refusal('KEY=${OTHER:=two}\n'), 'runs-a-command 1');
  });

  it('is the name at the start of a line inside another value', () => {
    assert.equal(refusal('PEM="begin\nKEY=inside\nend"\n'), 'name-inside-value 1');
  });

  it('is what is no text: NUL, UTF-16, lone carriage returns, more than a mebibyte', () => {
    assert.equal(refusal('A=x\0y\n'), 'not-text');
    assert.equal(refusal(Buffer.from('\uFEFFKEY=old\n', 'utf16le')), 'not-text');
    assert.equal(refusal('A=1\rKEY=old\r'), 'lone-carriage-return 1');
    assert.equal(refusal('#'.repeat(1024 * 1024 + 1)), 'too-large');
  });

  it('is a name that a shell cannot take or sets itself', () => {
    for (const name of ['_KEY', '1KEY', 'A-B', 'PATH', 'UID', '']) {
      const result = planEdit(Buffer.from(''), name, secret);
      assert.equal(result.kind === 'refused' && result.code, 'bad-name', name);
    }
  });

  it('is what a line before would swallow: the gate sees it where no rule does', () => {
    assert.equal(refusal('A:\nKEY=old\n'), 'readers-disagree 2');
  });

  it('is told with the line and a way on, and without any value', () => {
    const result = plan("MSG=it's grk_live_secret\n");
    assert.ok(result.kind === 'refused');
    assert.equal(result.wayOn, 'open the line');
    assert.match(result.sentence, /^Line 1: /);
    assert.doesNotMatch(result.sentence, /grk_live/);
  });
});
