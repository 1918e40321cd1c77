import assert from 'node:assert/strict';
import { pageHtml } from '../../../src/panels/page.ts';

const files = {
  script: 'https://file.example/dist/webview/checklist.js',
  style: 'https://file.example/dist/webview/checklist.css',
  cspSource: "'self' https://*.example",
};
const page = { name: 'checklist', title: 'First run' } as const;
const html = () => pageHtml(page, files, { code: 'en', bundle: undefined });
const nonceOf = (text: string) => /script-src 'nonce-([^']+)'/.exec(text)?.[1];

describe('the html of a page', () => {
  it('has exactly the policy that lets nothing else in or out', () => {
    const text = html();
    const policy = /http-equiv="Content-Security-Policy" content="([^"]+)"/.exec(text)?.[1];
    assert.equal(
      policy,
      `default-src 'none'; script-src 'nonce-${nonceOf(text) ?? ''}'; style-src ${files.cspSource}; img-src ${files.cspSource}; connect-src 'none'; form-action 'none'; base-uri 'none'`,
    );
  });

  it('has one script, with the nonce, and nothing inline', () => {
    const text = html();
    assert.deepEqual(
      [...text.matchAll(/<script[^>]*>([^<]*)<\/script>/g)].map(([tag, body]) => [tag, body]),
      [
        [
          `<script type="module" nonce="${nonceOf(text) ?? ''}" src="${files.script}"></script>`,
          '',
        ],
      ],
    );
    assert.doesNotMatch(text, /<style|\son\w+=|\sstyle=|javascript:|unsafe-/);
  });

  it('takes a nonce of 128 bits that is another one each time', () => {
    const nonces = Array.from({ length: 100 }, () => nonceOf(html()) ?? '');
    assert.equal(new Set(nonces).size, 100);
    for (const nonce of nonces) assert.equal(Buffer.from(nonce, 'base64').length, 16);
  });

  it('carries its sentences in another language as data that cannot end early', () => {
    const bundle = { Done: 'Erledigt', '</script><b>': '</script><i>' };
    const text = pageHtml(page, files, { code: 'de', bundle });
    assert.match(text, /<html lang="de">/);
    const data = /<script type="application\/json" id="l10n">([^<]*)<\/script>/.exec(text)?.[1];
    assert.deepEqual(JSON.parse(data ?? ''), bundle);
  });
});
