import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { installExtension } from '../../support/installExtension.ts';
import { temporaryFolder } from '../../support/owned.ts';

describe('installing the extension', () => {
  it('gives a person what is packaged, and replaces what was there', async () => {
    const place = await temporaryFolder('install');
    const [from, to] = [path.join(place.path, 'from'), path.join(place.path, 'to')];
    for (const folder of ['dist', 'src', 'node_modules']) {
      mkdirSync(path.join(from, folder), { recursive: true });
    }
    const manifest = {
      name: 'keyrail',
      publisher: 'keyrail',
      main: './dist/extension.js',
      files: ['dist', 'l10n', '*.md'],
    };
    writeFileSync(path.join(from, 'package.json'), JSON.stringify(manifest));
    assert.throws(() => {
      installExtension(from, to);
    }, /npm run build/);

    writeFileSync(path.join(from, 'dist', 'extension.js'), '');
    mkdirSync(path.join(to, 'keyrail.keyrail', 'dist'), { recursive: true });
    writeFileSync(path.join(to, 'keyrail.keyrail', 'dist', 'old.js'), '');
    writeFileSync(path.join(to, 'extensions.json'), '[]');
    installExtension(from, to);
    assert.deepEqual(readdirSync(path.join(to, 'keyrail.keyrail')).sort(), [
      'dist',
      'package.json',
    ]);
    assert.deepEqual(readdirSync(path.join(to, 'keyrail.keyrail', 'dist')), ['extension.js']);
    assert.equal(existsSync(path.join(to, 'extensions.json')), false);
    place.dispose();
  });
});
