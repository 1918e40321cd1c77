import assert from 'node:assert/strict';
import { gzipSync } from 'node:zlib';
import { Secret } from '../../../src/domain/secrets/secret.ts';
import {
  findCopies,
  mayHoldCopies,
  mayHoldRareCopies,
  planCopies,
} from '../../../src/dotenv/copies.ts';

const value = (digit: string) =>
  `krl_local_${digit.repeat(8)}${digit.repeat(16)}_${digit.repeat(48)}`;
const [old, next] = [value('1'), value('2')] as const;
const isOld = (secret: Secret) => secret.equals(new Secret(old));
const base64 = (text: string | Buffer) => Buffer.from(text).toString('base64');
const hex = (text: string) => Buffer.from(text).toString('hex');
const wrapped = (text: string, columns: number, between: string) =>
  text.match(new RegExp(`.{1,${columns}}`, 'g'))?.join(between) ?? '';

/** What stands on each side of a place in the value. */
const cut = (between: string, at = 40) => `${old.slice(0, at)}${between}${old.slice(at)}`;

/** UTF-32 with its mark. */
function utf32(text: string, isLittle: boolean): Buffer {
  const all = [0xfeff, ...Array.from(text, (each) => each.codePointAt(0) ?? 0)];
  const bytes = Buffer.alloc(4 * all.length);
  for (const [at, each] of all.entries()) {
    if (isLittle) bytes.writeUInt32LE(each, 4 * at);
    else bytes.writeUInt32BE(each, 4 * at);
  }
  return bytes;
}

const pieces: Readonly<Record<string, string>> = {
  'a line that a shell goes on with': `KEY=${cut('\\\n')}\n`,
  'quotes of a shell': `KEY="${cut(`""`)}"; B='${cut(`'"`)}"\n`,
  'a sum of JavaScript': `const key = "${cut('" +\n  "')}";\n`,
  'texts of Python that follow each other': `key = ("${cut(`"\n       f'`)}')\n`,
  'a sum of PHP and of Lua': `$k = '${cut(`' . '`)}'; k = "${cut('" .. "', 60)}"`,
  'a line of YAML that goes on': `k: "${cut('\\\n   ')}"\n`,
  'a line of properties that goes on': `k=${cut('\\\r\n    ')}\r\n`,
  'a list of JSON': `{"key": ["${cut('", "')}"]}`,
  'lines of a notebook': JSON.stringify({ source: [`k = '${cut(`'\\\n`)}`, `"`] }),
  'a mail': `KEY=3D${cut('=\r\n')}\r\n`,
  'lines of a certificate': `KEY=\n${wrapped(old, 64, '\n')}\n`,
};

const encoded: Readonly<Record<string, string>> = {
  'lines of 76': `data:\n  .env: |\n    ${wrapped(base64(`KEY=${old}\nOTHER=${'x'.repeat(99)}\n`), 76, '\n    ')}\n`,
  'lines in JSON': JSON.stringify({ key: wrapped(base64(`A=1\nKEY=${old}\n`), 64, '\n') }),
  'a file of more than 4 kB': `data: ${base64(`${'A=1\n'.repeat(2000)}KEY=${old}\n`)}\n`,
  'with signs that JSON escapes': JSON.stringify({ a: base64(`>>>???${old}`) }).replaceAll(
    '/',
    String.raw`\/`,
  ),
  'an address that is escaped': `?a=${encodeURIComponent(base64(`>>>???${old}`))}`,
};

const rarely: Readonly<Record<string, string>> = {
  'twice, as a Secret of Kubernetes has what Docker keeps': base64(
    JSON.stringify({ auths: { r: { auth: base64(`user:${old}`) } } }),
  ),
  'a command of PowerShell': base64(Buffer.from(`$env:KEY = "${old}"`, 'utf16le')),
  ...Object.fromEntries(
    Array.from({ length: 76 }, (_, at) => [
      `broken behind ${at} of its letters`,
      wrapped(base64(`${'-'.repeat(57 - Math.floor((3 * at) / 4))}${old}`), 76, '\n'),
    ]),
  ),
};

const numbers: Readonly<Record<string, string>> = {
  hex: `key: ${hex(old)}`,
  'hex in capitals': `KEY=${hex(`${old}\n`).toUpperCase()}`,
  'hex of xxd': wrapped(hex(`KEY=${old}\n`), 60, '\n'),
  'bytes with blanks': hex(`:${old}.`).replaceAll(/../g, '$& '),
  'an array of C': hex(`K=${old}`).replaceAll(/../g, '0x$&, '),
  'a buffer in JSON': JSON.stringify({ key: Buffer.from(`K=${old}\n`) }),
  'a buffer in JSON with a line each': JSON.stringify(Buffer.from(old), undefined, 2),
};

const bytes: Readonly<Record<string, Buffer>> = {
  gzip: gzipSync(`KEY=${old}\n`),
  'a text in UTF-16 in gzip': gzipSync(Buffer.from(`\uFEFFKEY=${old}\n`, 'utf16le')),
  'UTF-32': utf32(`KEY=${old}\n`, true),
  'UTF-32, big end first': utf32(`KEY=${old}\n`, false),
  'UTF-16 without a mark': Buffer.from(`KEY=${old}\r\n`, 'utf16le'),
  'UTF-16 without a mark, big end first': Buffer.from(`KEY=${old}\r\n`, 'utf16le').swap16(),
  'UTF-16 in what is no text': Buffer.concat([Buffer.from([1]), Buffer.from(old, 'utf16le')]),
};

describe('a value in another form', () => {
  const kinds: Readonly<Record<string, Readonly<Record<string, string | Buffer>>>> = {
    ...{ pieces, encoded, rarely, numbers, bytes },
  };
  for (const [kind, all] of Object.entries(kinds)) {
    it(`is found, and is not written: ${kind}`, () => {
      for (const [name, text] of Object.entries(all)) {
        const file = Buffer.from(text);
        const found = findCopies(file);
        assert.ok(found.length > 0, name);
        assert.ok(
          found.every((each) => isOld(each.value)),
          name,
        );
        assert.ok(
          (kind === 'rarely' || kind === 'numbers' ? mayHoldRareCopies : mayHoldCopies)(file),
          `${name} is looked at closer`,
        );
        const plan = planCopies(file, isOld, new Secret(next));
        assert.equal(plan.kind === 'refused' && plan.code, 'encoded', name);
        assert.equal(planCopies(file, () => false, new Secret(next)).kind, 'unchanged', name);
      }
    });
  }

  it('is none where it is part of a longer word', () => {
    const long = `x${old}`;
    for (const text of [
      `K="x${cut('" + "')}"`,
      `K="${cut('" + "')}0"`,
      base64(long),
      base64(`${old}_`),
      hex(long),
      hex(`${old}0`),
      JSON.stringify(Buffer.from(long)),
      Buffer.from(long, 'utf16le'),
      gzipSync(long),
    ]) {
      assert.deepEqual(findCopies(Buffer.from(text)), []);
    }
  });

  it('is counted once where it stands whole, whatever stands around', () => {
    for (const text of [`"${old}"\n"${next}"`, `${old} ${old}`, `'${old}'+"${next}"`]) {
      assert.equal(findCopies(Buffer.from(text)).length, 2, text);
    }
  });

  it('is found in pieces beside one that stands whole in what is taken out', () => {
    for (const [whole, between] of [
      [`<input value="${next}">`, '<wbr>'],
      [`<input value="${old}">`, '<wbr>'],
      [`\u001b]8;;https://local/${next}\u0007`, '\u001b]8;;\u0007'],
    ] as const) {
      const file = Buffer.from(`${whole}\n<code>${cut(between)}</code>\n`);
      assert.deepEqual(
        findCopies(file).map(({ line, value }) => [line, whole.includes(value.reveal())]),
        [
          [1, true],
          [2, whole.includes(old)],
        ],
      );
      assert.equal(planCopies(file, isOld, new Secret(next)).kind, 'refused');
    }
  });

  it('is replaced in UTF-16 whose last byte is one too many, which stays', () => {
    const odd = (text: string) =>
      Buffer.concat([Buffer.from(`\uFEFFKEY=${text}\n`, 'utf16le'), Buffer.from('x')]);
    const plan = planCopies(odd(old), isOld, new Secret(next));
    assert.ok(plan.kind === 'write');
    assert.deepEqual(Buffer.from(plan.bytes), odd(next));
  });

  it('is replaced behind the option of a program', () => {
    const text = `mysql -p${old} -u me\n`;
    const plan = planCopies(Buffer.from(text), isOld, new Secret(next));
    assert.ok(plan.kind === 'write');
    assert.equal(Buffer.from(plan.bytes).toString(), text.replaceAll(old, next));
  });

  it('takes no longer than a text is long, whatever that is full of', () => {
    const [half, whole] = [2 ** 17, 2 ** 19].map((length) => {
      const texts = ['krl_local_1" "', 'krl', 'a3JsX2xvY2FsX', '6b726c5f6c', '107,114,108,95,'];
      const since = performance.now();
      for (const each of texts) {
        findCopies(Buffer.from(each.repeat(length / each.length)));
      }
      return performance.now() - since;
    });
    assert.ok(
      half !== undefined && whole !== undefined && whole < 16 * half + 200,
      `${half}, ${whole}`,
    );
  });
});
