import assert from 'node:assert/strict';
import { Secret } from '../../../src/domain/secrets/secret.ts';
import { copiesIn, findCopies, planCopies } from '../../../src/dotenv/copies.ts';
import { copyMissing } from '../../../src/dotenv/missing.ts';

const value = (digit: string) =>
  `krl_local_${digit.repeat(8)}${digit.repeat(16)}_${digit.repeat(48)}`;
const [old, next, other] = [value('1'), value('2'), value('3')] as const;
const isOld = (secret: Secret) => secret.equals(new Secret(old));
const utf8 = (text: string) => Buffer.from(text);
const little = (text: string) => Buffer.from(`\uFEFF${text}`, 'utf16le');
const big = (text: string) => Buffer.from(`\uFEFF${text}`, 'utf16le').swap16();

const replaced = (bytes: Uint8Array): Buffer => {
  const plan = planCopies(bytes, isOld, new Secret(next));
  if (plan.kind !== 'write') return assert.fail(plan.kind);
  return Buffer.from(plan.bytes);
};

/** One form a line: what stands around the value. */
const forms: readonly (readonly [string, (text: string) => string])[] = [
  ['a header in a line of a .env', (it) => `OTEL_HEADERS="Authorization=Bearer ${it}"\n`],
  ['an export of a shell', (it) => `export API_KEY=${it}\r\nexport OTHER='${other}'\r\n`],
  ['JSON', (it) => JSON.stringify({ a: [{ key: it }], b: 'é' })],
  ['YAML', (it) => `env:\n  - name: KEY\n    value: ${it} # ours\n`],
  ['TOML', (it) => `[vars]\nkey = "${it}"\n`],
  ['a URL', (it) => `https://user:${it}@host/?k=${it}&x=1`],
  ['.npmrc', (it) => `//host/:_authToken=${it}`],
  ['a Dockerfile', (it) => `ENV KEY=${it}\nRUN echo "$KEY"\n`],
  // Escapes of JSON, YAML, TOML, properties and of bash's $'…' end in letters and digits.
  ['JSON in ASCII', (it) => `{"a":"\\u00e4${it}","b":"\\u0001${it}"}`],
  ['escapes of bash', (it) => `A=$'\\x20${it}\\033${it}\\e${it}\\U0001F600${it}'\n`],
  ['escapes of YAML', (it) => `a: "\\N${it}\\_${it}\\0${it}"\n`],
  ['colours of a log', (it) => `\u001b[1;31m${it}\u001b[0m\n`],
  ['escaped line ends', (it) => `"first\\n${it}\\nlast"`],
];

describe('copies of a value in files of any format', () => {
  for (const [name, form] of forms) {
    it(`are found and replaced, and no other byte is: ${name}`, () => {
      for (const encode of [utf8, little, big]) {
        const bytes = encode(form(old));
        const found = findCopies(bytes).filter(({ value: each }) => isOld(each));
        assert.equal(found.length, form('|').split('|').length - 1);
        assert.deepEqual(replaced(bytes), encode(form(next)));
      }
    });
  }

  it('are told with the line that they are on', () => {
    const lines = findCopies(utf8(`one\n\n${old}\n${other} and ${old}`)).map(({ line }) => line);
    assert.deepEqual(lines, [3, 4, 4]);
  });

  it('keep bytes that are no UTF-8', () => {
    const bytes = Buffer.concat([Buffer.from([0xe9, 0x0a]), utf8(old), Buffer.from([0xff])]);
    const expected = Buffer.concat([Buffer.from([0xe9, 0x0a]), utf8(next), Buffer.from([0xff])]);
    assert.deepEqual(replaced(bytes), expected);
  });

  it('are not parts of longer words', () => {
    for (const text of [`x${old}`, `${old}0`, `_${old}`, `${old}_x`]) {
      assert.deepEqual(findCopies(utf8(text)), []);
      assert.equal(planCopies(utf8(text), isOld, new Secret(next)).kind, 'unchanged');
    }
  });

  it('leave other values alone, and a file without the old one', () => {
    assert.equal(planCopies(utf8(other), isOld, new Secret(next)).kind, 'unchanged');
    assert.deepEqual(replaced(utf8(`${other} ${old}`)), utf8(`${other} ${next}`));
  });

  it('are found in what is no text, which is not written', () => {
    const bytes = Buffer.concat([Buffer.from([0, 1]), utf8(`\n${old}`)]);
    assert.deepEqual(
      findCopies(bytes).map(({ line }) => line),
      [2],
    );
    const plan = planCopies(bytes, isOld, new Secret(next));
    assert.equal(plan.kind === 'refused' && plan.code, 'not-text');
  });

  it('are found and replaced where ten thousand stand in one line', () => {
    const text = `{"keys":[${Array.from({ length: 10_000 }, () => `{"key":"${old}"}`).join()}]}`;
    const found = findCopies(utf8(text));
    assert.equal(found.length, 10_000);
    assert.equal(new Set(found.map(({ names }) => names.join())).size, 1);
    assert.deepEqual(replaced(utf8(text)), utf8(text.replaceAll(old, next)));
  });

  it('are found behind a word of a megabyte, whose ends are no names', () => {
    const word = 'a'.repeat(2 ** 20);
    const [copy] = findCopies(utf8(`${word} token=${old}`));
    assert.equal(copy?.names.length, 1);
    assert.deepEqual(copy.names, findCopies(utf8(`token=${old}`))[0]?.names);
    assert.equal(copyMissing(utf8(word), copy.names), 'unknown');
  });

  it('are found in Base64, whatever stands around, and are not written', () => {
    const base64 = (text: string) => Buffer.from(text).toString('base64');
    const encoded: Readonly<Record<string, string>> = {
      'a Secret of Kubernetes': `kind: Secret\ndata:\n  key: ${base64(old)}\n`,
      'one with its line end': `data:\n  key: "${base64(`${old}\n`)}"\n`,
      'basic authentication': `{"Authorization":"Basic ${base64(`me:${old}`)}"}`,
      'what Docker keeps': `{"auths":{"r":{"auth":"${base64(`user:${old}`)}"}}}`,
      'a form for addresses': `?t=${Buffer.from(`é?>${old}?>`).toString('base64url')}&x=1`,
    };
    for (const [name, text] of Object.entries(encoded)) {
      const found = findCopies(utf8(text));
      assert.equal(found.length, 1, name);
      assert.ok(found[0] && isOld(found[0].value), name);
      const plan = planCopies(utf8(text), isOld, new Secret(next));
      assert.equal(plan.kind === 'refused' && plan.code, 'encoded', name);
      assert.equal(planCopies(utf8(text), () => false, new Secret(next)).kind, 'unchanged', name);
    }
    assert.deepEqual(findCopies(utf8(`data: ${base64(`x${old}`)}`)), []);
  });

  it('are looked for in pieces that can be put aside, however many there are', () => {
    const text = `key = ${old}\n`.repeat(5000);
    let pieces = 0;
    const search = copiesIn(utf8(text));
    while (search.next().done !== true) pieces += 1;
    assert.ok(pieces >= 2 * 5000, `${pieces} pieces`);
  });

  it('are named by what stands at both ends of a line, however long it is between', () => {
    const between = 'x, '.repeat(2 ** 18);
    const [copy] = findCopies(utf8(`{"first":1,${between}"token":"${old}"}`));
    assert.deepEqual(copy?.names, findCopies(utf8(`{"first":1,"token":"${old}"}`))[0]?.names);
    const cut = `"name${'e'.repeat(2 ** 16)}":`;
    const [only] = findCopies(utf8(`${between}${cut}"${old}"`));
    assert.deepEqual(only?.names, []);
  });

  it('are two values of one line of succession in one file, of which one is replaced', () => {
    const text = `new: ${other}\nold: ${old}\nboth: ${old},${other},${old}\n`;
    assert.deepEqual(replaced(utf8(text)), utf8(text.replaceAll(old, next)));
  });
});
