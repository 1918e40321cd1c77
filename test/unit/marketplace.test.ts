import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { readmeForUsers, readmeWithoutSources } from '../../packaging/readme.ts';
import { manifestInEnglish } from '../support/manifest.ts';
import { root } from '../support/root.mjs';

const manifest = manifestInEnglish() as Readonly<Record<string, unknown>>;

describe('what market places and VS Code read of package.json', () => {
  it('is an icon of 256 × 256', () => {
    const icon = readFileSync(path.join(root, String(manifest['icon'])));
    assert.equal(icon.toString('latin1', 1, 4), 'PNG');
    assert.deepEqual([icon.readUInt32BE(16), icon.readUInt32BE(20)], [256, 256]);
  });

  it('runs where the files are, and in a browser only says what is missing', () => {
    assert.deepEqual(manifest['extensionKind'], ['workspace']);
    assert.equal(manifest['main'], './dist/extension.js');
    assert.equal(manifest['browser'], './dist/web.cjs');
  });

  it('is limited in a folder that is not trusted and in a virtual one, and says how', () => {
    const { untrustedWorkspaces, virtualWorkspaces } = manifest['capabilities'] as Record<
      string,
      { supported: unknown; description: string }
    >;
    for (const limits of [untrustedWorkspaces, virtualWorkspaces]) {
      assert.equal(limits?.supported, 'limited');
      assert.match(limits.description, /^[A-Z].+\.$/);
    }
  });

  it('is a README without what only concerns whoever has the sources', () => {
    const readme = readFileSync(path.join(root, 'README.md'), 'utf8');
    for (const shown of [readmeForUsers(readme), readmeWithoutSources(readmeForUsers(readme))]) {
      assert.match(shown, /^## What it does$/m);
      assert.match(shown, /^English, Deutsch/m);
      assert.doesNotMatch(shown, /\bnpm\b|apt\b/);
    }
    assert.throws(() => readmeForUsers('# Keyrail\n'), /no section/);
  });

  it('has what both market places ask for, and names no address that is not there', () => {
    for (const field of ['publisher', 'name', 'version', 'displayName', 'description', 'license']) {
      assert.match(String(manifest[field]), /./, field);
    }
    assert.match(readFileSync(path.join(root, 'LICENSE'), 'utf8'), /^MIT License/);
    for (const field of ['repository', 'bugs', 'homepage', 'qna', 'sponsor']) {
      assert.equal(manifest[field], undefined, field);
    }
  });
});
