import assert from 'node:assert/strict';
import { runInNewContext } from 'node:vm';
import { pageHtml } from '../../../src/panels/page.ts';

const page = {
  name: 'checklist',
  title: 'First run',
  script: 'draw("<p>")',
  style: 'main > p { content: "<p>" }',
} as const;
const toolkit = 'https://file.example/dist/webview/components.js';
const english = { code: 'en', bundle: undefined };
const html = (changed: { script?: string; style?: string } = {}) =>
  pageHtml({ ...page, ...changed }, toolkit, english);
const nonceOf = (text: string) => /script-src 'nonce-([^']+)'/.exec(text)?.[1] ?? '';
const elements = (text: string, tag: 'script' | 'style') =>
  [...text.matchAll(new RegExp(`<${tag}([^>]*)>(.*?)</${tag}>`, 'gs'))].map(
    ([, attributes, content]) => ({ attributes, content }),
  );

describe('the html of a page', () => {
  it('has exactly the policy that lets nothing else in or out', () => {
    const text = html();
    const policy = /http-equiv="Content-Security-Policy" content="([^"]+)"/.exec(text)?.[1];
    const nonce = nonceOf(text);
    assert.equal(
      policy,
      `default-src 'none'; script-src 'nonce-${nonce}'; style-src 'nonce-${nonce}'; connect-src 'none'; form-action 'none'; base-uri 'none'`,
    );
  });

  it('has one script and one style, with the nonce, and waits for no file', () => {
    const text = html();
    const nonce = nonceOf(text);
    assert.deepEqual(elements(text, 'script'), [
      { attributes: ` type="module" nonce="${nonce}"`, content: page.script },
    ]);
    assert.deepEqual(elements(text, 'style'), [
      { attributes: ` nonce="${nonce}"`, content: page.style },
    ]);
    assert.doesNotMatch(text, /<link|\ssrc=|\son\w+=|\sstyle=|javascript:|unsafe-/);
  });

  it('takes a nonce of 128 bits that is another one each time', () => {
    const nonces = Array.from({ length: 100 }, () => nonceOf(html()));
    assert.equal(new Set(nonces).size, 100);
    for (const nonce of nonces) assert.equal(Buffer.from(nonce, 'base64').length, 16);
  });

  it('says where the toolkit is, for later', () => {
    assert.match(html(), new RegExp(`<main id="page" aria-busy="true" data-toolkit="${toolkit}">`));
  });

  it('has a script that says the same and cannot end early', () => {
    const said = '</script><b></SCRIPT ><!-- <script>';
    const [script, ...others] = elements(html({ script: `'${said}'` }), 'script');
    assert.deepEqual(others, []);
    assert.doesNotMatch(script?.content ?? '', /<!--|<script|<\/script/i);
    assert.equal(runInNewContext(script?.content ?? ''), said);
  });

  it('has a style that cannot end early', () => {
    const [style] = elements(html({ style: 'p { content: "</style><b></Style>" }' }), 'style');
    assert.equal(style?.content, 'p { content: "\\3c /style><b>\\3c /Style>" }');
  });

  it('carries its sentences in another language as data that cannot end early', () => {
    const bundle = { Done: 'Erledigt', '</script><b>': '</script><i>' };
    const text = pageHtml(page, toolkit, { code: 'de', bundle });
    assert.match(text, /<html lang="de">/);
    const data = /<script type="application\/json" id="l10n">([^<]*)<\/script>/.exec(text)?.[1];
    assert.deepEqual(JSON.parse(data ?? ''), bundle);
  });
});
