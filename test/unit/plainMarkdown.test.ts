import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { appendPlain } from '../../src/editor/plainMarkdown.ts';
import { root } from '../support/root.mjs';

describe('text in Markdown', () => {
  const appended = (text: string) => {
    let all = '';
    const add = (piece: string) => (all += piece);
    // `as`: what is appended is looked at, not what is answered.
    appendPlain({ appendText: add, appendMarkdown: add } as unknown as Target, text);
    return all;
  };
  type Target = Parameters<typeof appendPlain>[0];

  it('leaves no address that Markdown would make a link of', () => {
    const texts = [
      'see https://evil.test/x',
      'HTTP://evil',
      'ftp://evil',
      'WWW.evil.test',
      'a@evil.test',
    ];
    for (const text of texts) {
      assert.doesNotMatch(appended(text), /\w+:\/\/|www\.|@/i);
    }
  });

  it('leaves everything else as it is', () => {
    for (const text of ['', 'first run', 'a:b/c', 'v1.2', 'www', '12:30']) {
      assert.equal(appended(text), text);
    }
  });

  it('is appended by nothing else: VS Code’s own way leaves addresses to be links', () => {
    const folder = path.join(root, 'src');
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
      file.endsWith('.ts'),
    );
    const own = files.filter((file) =>
      readFileSync(path.join(folder, file), 'utf8').includes('.appendText('),
    );
    assert.deepEqual(own, [path.join('editor', 'plainMarkdown.ts')]);
  });
});
