import assert from 'node:assert/strict';
import { globSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { bundledPackages } from '../../packaging/notices.ts';
import { installVsix } from '../support/installVsix.ts';
import { temporaryFolder } from '../support/owned.ts';
import { provision } from '../support/provision.mjs';
import { root } from '../support/root.mjs';
import { vsix } from './vsix.ts';

/** Names with the hash of what is inside as `*`, and the host's parts, which come and go, as one. */
const plain = (file: string) =>
  file
    .replaceAll('\\', '/')
    .replace(/^dist\/[A-Z0-9]{8}\.js$/, 'dist/*.js')
    .replace(/-[A-Z0-9]{8}\.(js|css)$/, '-*.$1');

describe('the package', () => {
  let installed = '';

  before(async function () {
    this.timeout(300_000);
    const { code } = await provision({ chromium: false });
    const place = await temporaryFolder('package');
    await installVsix(code, vsix, place.path);
    const [folder = ''] = globSync('keyrail.keyrail-*', {
      cwd: path.join(place.path, 'extensions'),
    });
    installed = path.join(place.path, 'extensions', folder);
  });

  it('holds exactly what is in contents.txt', () => {
    const files = readdirSync(installed, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.relative(installed, path.join(entry.parentPath, entry.name)));
    const wanted = readFileSync(path.join(import.meta.dirname, 'contents.txt'), 'utf8');
    assert.equal(`${[...new Set(files.map(plain))].sort().join('\n')}\n`, wanted);
  });

  it('holds no source map and no path of the machine that made it', () => {
    const scripts = globSync('dist/**/*.js', { cwd: installed });
    assert.ok(scripts.length > 10);
    for (const script of scripts) {
      const code = readFileSync(path.join(installed, script), 'utf8');
      assert.ok(!code.includes('sourceMappingURL') && !code.includes(root), script);
    }
  });

  it('has a README whose pictures and links all lead somewhere', () => {
    const readme = readFileSync(path.join(installed, 'readme.md'), 'utf8');
    assert.ok(readme.includes('# Keyrail'));
    assert.deepEqual(readme.match(/\]\((?!https:|#)[^)]*\)/g) ?? [], []);
  });

  it('carries the licence of every package that is built in', () => {
    const text = readFileSync(path.join(installed, 'ThirdPartyNotices.txt'), 'utf8');
    const packages = bundledPackages();
    assert.ok(packages.length > 5);
    for (const { name, version, license, texts } of packages) {
      assert.ok(text.includes(`${name} ${version} (${license})`), name);
      assert.ok(
        texts.every((each) => text.includes(each)),
        name,
      );
    }
  });

  it('is smaller than a megabyte', () => {
    assert.ok(statSync(vsix).size < 1_000_000);
  });
});
