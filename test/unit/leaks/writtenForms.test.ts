import assert from 'node:assert/strict';
import { redact } from '../../../src/domain/secrets/redact.ts';
import { mayHoldSecretBytes } from '../../../src/domain/secrets/secretBytes.ts';
import { findSecrets, mayHoldSecret } from '../../../src/domain/secrets/secretFormat.ts';
import { findCopies } from '../../../src/dotenv/copies.ts';
import { madeUpSecret, nearMisses } from '../../fixtures/leaks/corpus.ts';
import { writtenForms } from '../../fixtures/leaks/writtenForms.ts';

const forms = writtenForms;
const names = Object.keys(forms);
const written = (text: string, ...nested: readonly string[]) =>
  nested.reduce((now, name) => forms[name]?.(now) ?? now, text);

describe('a value in whatever form', () => {
  const rounds = 12;
  it('is found in any form within any other, at its place', () => {
    let count = 0;
    for (const inner of names) {
      for (const outer of names) {
        for (let round = 0; round < rounds; round++) {
          const value = madeUpSecret(count++);
          const body = written(value, inner, outer);
          const text = `before ${body} after`;
          const [found, another] = findSecrets(text);
          assert.equal(found?.value, value, `${inner}, ${outer}: ${body.slice(0, 200)}`);
          assert.equal(another, undefined, `${inner}, ${outer}`);
          assert.ok(found.index >= 7 && found.end <= text.length - 6, `${inner}, ${outer}`);
          // What stands there alone is the value, in whatever it is written.
          const rest = text.slice(0, found.index) + text.slice(found.end);
          assert.deepEqual(findSecrets(rest), []);
          assert.ok(mayHoldSecret(text) && mayHoldSecretBytes(Buffer.from(text)));
        }
      }
    }
    assert.equal(count, names.length ** 2 * rounds);
  });

  it('is seen alike by what looks through files and by what keeps it out of logs', () => {
    for (const inner of names) {
      for (const outer of names) {
        const value = madeUpSecret(names.indexOf(inner) * 40 + names.indexOf(outer));
        const text = `before ${written(value, inner, outer)} after`;
        assert.deepEqual(
          findCopies(Buffer.from(text)).map((copy) => copy.value.reveal()),
          [value],
          `${inner}, ${outer}`,
        );
        assert.deepEqual(findSecrets(redact(text)), [], `${inner}, ${outer}`);
      }
    }
  });

  it('is not found in a near miss', () => {
    let count = 0;
    const emphasis = /Markdown/;
    for (const [kind, missed] of Object.entries(nearMisses)) {
      for (const inner of names) {
        for (const outer of names) {
          const value = madeUpSecret(count);
          const near = missed(value, count++);
          // One sign of emphasis beside another makes two of them.
          if (
            /word/.test(kind) &&
            (emphasis.test(inner + outer) || near.endsWith('_') || near.startsWith('_'))
          )
            continue;
          const text = `before ${written(near, inner, outer)} after`;
          assert.deepEqual(
            findSecrets(text),
            [],
            `${kind}: ${inner}, ${outer}: ${text.slice(0, 120)}`,
          );
        }
      }
    }
  });

  it('takes a time that grows with the text', () => {
    const took = (text: string) => {
      const start = process.cpuUsage().user;
      findSecrets(text);
      return process.cpuUsage(undefined).user - start;
    };
    for (const piece of [
      'grk_live_',
      '\\u0067',
      '%2567',
      '\u001b[32m',
      '\\\\\\\\',
      '__',
      `${madeUpSecret(1)}\\u003d`,
    ]) {
      took(piece.repeat(20_000));
      const [one, eight] = [took(piece.repeat(20_000)), took(piece.repeat(160_000))];
      assert.ok(eight < Math.max(one, 5_000) * 30, `${piece.slice(0, 12)}: ${one} and ${eight} µs`);
    }
  });
});
