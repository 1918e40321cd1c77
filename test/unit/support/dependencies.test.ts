import assert from 'node:assert/strict';
import { isCurrent } from '../../support/dependencies.mjs';

describe('whether dependencies are current', () => {
  const locked = { version: '1.0.0', integrity: 'sha512-a' };
  const lock = { packages: { '': {}, 'node_modules/a': locked } };

  it('is true when everything locked is installed as locked', () => {
    assert.equal(isCurrent(lock, { packages: { 'node_modules/a': locked } }), true);
  });

  it('is false when a package is missing or another version is there', () => {
    assert.equal(isCurrent(lock, { packages: {} }), false);
    const other = { ...locked, version: '1.0.1' };
    assert.equal(isCurrent(lock, { packages: { 'node_modules/a': other } }), false);
  });

  it('is false when the same version has other contents', () => {
    const other = { ...locked, integrity: 'sha512-b' };
    assert.equal(isCurrent(lock, { packages: { 'node_modules/a': other } }), false);
  });

  it('does not miss optional packages, which are for other platforms', () => {
    const optional = { packages: { 'node_modules/b': { ...locked, optional: true } } };
    assert.equal(isCurrent(optional, { packages: {} }), true);
  });
});
