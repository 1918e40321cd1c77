import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import {
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { CancelledError } from '../../../src/domain/errors.ts';
import type { AuditReceipt } from '../../../src/domain/firstRun/receipt.ts';
import { hashFile, writeHashed } from '../../../src/editor/firstRun/auditFile.ts';
import {
  readReceipt,
  receiptSubject,
  writeReceipt,
} from '../../../src/editor/firstRun/receiptFile.ts';

describe('the file of an audit export', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'keyrail-audit-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });
  const file = () => path.join(folder, 'audit.jsonl');

  async function* pieces(count: number, end?: Error) {
    for (let index = 0; index < count; index++) yield Buffer.alloc(65_536, index % 251);
    if (end) throw end;
  }

  it('is hashed while 64 MiB of it are written, and hashes to the same again', async () => {
    const sizes: number[] = [];
    const written = await writeHashed(file(), pieces(1_024), (size) => sizes.push(size));
    const expected = createHash('sha256').update(readFileSync(file())).digest('hex');
    assert.deepEqual(written, { size: 67_108_864, sha256: expected });
    assert.deepEqual(await hashFile(file()), written);
    assert.equal(sizes.length, 1_024);
  });

  it('is read no further when the person stops that, which is no fault', async () => {
    writeFileSync(file(), 'half');
    const stop = new AbortController();
    stop.abort(new CancelledError());
    await assert.rejects(hashFile(file(), stop.signal), CancelledError);
  });

  it('is an empty file for an export without events', async () => {
    const { size, sha256 } = await writeHashed(file(), pieces(0), () => undefined);
    assert.equal(size, 0);
    assert.equal(sha256, createHash('sha256').digest('hex'));
    assert.deepEqual(readdirSync(folder), ['audit.jsonl']);
  });

  it('leaves the old file and nothing else behind when the stream is cut', async () => {
    writeFileSync(file(), 'old');
    await assert.rejects(
      writeHashed(file(), pieces(3, new Error('cut')), () => undefined),
      /cut/,
    );
    assert.deepEqual(readdirSync(folder), ['audit.jsonl']);
    assert.equal(readFileSync(file(), 'utf8'), 'old');
  });

  it('takes away what a process that was killed left half written, and nothing younger', async () => {
    const [old, young, other] = [
      '.keyrail-0123456789ab.part',
      '.keyrail-ba9876543210.part',
      'x.part',
    ];
    for (const name of [old, young, other]) writeFileSync(path.join(folder, name), 'half');
    for (const name of [old, other]) utimesSync(path.join(folder, name), 1, 1);
    await writeHashed(file(), pieces(1), () => undefined);
    assert.deepEqual(readdirSync(folder).sort(), [young, 'audit.jsonl', other]);
  });

  const receipt: AuditReceipt = {
    filename: 'audit.jsonl',
    format: 'jsonl',
    from: null,
    to: '2026-11-23',
    contentType: 'application/x-ndjson',
    size: 0,
    sha256: 'a'.repeat(64),
    exportedAt: '2026-11-23T00:00:00.000Z',
  };

  it('has its receipt written in the place of a link or a pipe, and not through it', async function () {
    if (process.platform === 'win32') return this.skip();
    const theirs = path.join(folder, 'theirs');
    writeFileSync(theirs, 'of the person');
    const beside = `${file()}.receipt.json`;
    symlinkSync(theirs, beside);
    await writeReceipt(file(), receipt);
    assert.equal(readFileSync(theirs, 'utf8'), 'of the person');
    assert.ok(lstatSync(beside).isFile());
    assert.equal(lstatSync(beside).mode & 0o777, 0o600);
    rmSync(beside);
    execFileSync('mkfifo', [beside]);
    assert.equal(await readReceipt(file()), undefined);
    await writeReceipt(file(), receipt);
    assert.deepEqual(await readReceipt(file()), receipt);
  });

  it('finds its receipt beside it, and no other one', async () => {
    assert.equal(await readReceipt(file()), undefined);
    const beside = await writeReceipt(file(), receipt);
    assert.equal(receiptSubject(beside), file());
    assert.deepEqual(await readReceipt(file()), receipt);
    await writeReceipt(file(), { ...receipt, filename: 'other.jsonl' });
    assert.equal(await readReceipt(file()), undefined);
    writeFileSync(beside, '{');
    assert.equal(await readReceipt(file()), undefined);
  });
});
