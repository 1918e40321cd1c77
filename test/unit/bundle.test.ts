import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import {
  activationPath,
  askedRowsPath,
  commandBundle,
  foreignSecretsBundle,
  leaksBundle,
  listedRowsPath,
  localControlPlaneBundle,
  mcpBundle,
  pageBundles,
  startPath,
  type BundlePart,
} from '../bench/bundle.ts';
import { build } from '../support/build.ts';
import { bytes } from '../bench/budgets.ts';
import { root } from '../support/root.mjs';

describe('what VS Code loads', () => {
  before(async function () {
    this.timeout(60_000);
    await build();
  });

  it(`takes at most ${bytes.activation} kB of sources that nothing else needs to be activated`, () => {
    fits(activationPath(), bytes.activation);
    // The other one is what esbuild puts apart for all.
    assert.ok(activationPath().files <= 2);
  });

  it(`takes at most ${bytes.startPath} kB to start`, () => {
    fits(startPath(), bytes.startPath);
  });

  it('starts in few files, as each takes as long to find as 10 kB to read', () => {
    assert.ok(startPath().files <= 5);
  });

  it(`takes at most ${bytes.listedRows} kB to draw rows that were listed before`, () => {
    fits(listedRowsPath(), bytes.listedRows);
  });

  it(`takes at most ${bytes.askedRows} kB to draw rows that a control plane is asked for`, () => {
    fits(askedRowsPath(), bytes.askedRows);
  });

  it('is in signs of one byte: a file with one of two takes twice the memory', () => {
    const wide = readdirSync(path.join(root, 'dist'))
      .filter((file) => file.endsWith('.js'))
      .filter((file) => /[^\0-\xff]/.test(readFileSync(path.join(root, 'dist', file), 'utf8')));
    assert.deepEqual(wide, []);
  });

  for (const lazy of [
    'zod',
    'axios',
    'src/lifecycle',
    'src/controlPlane',
    'src/panels',
    '@secretlint/core',
  ]) {
    it(`starts without ${lazy}`, () => {
      assert.ok(!startPath().parts.some(([part]) => part === lazy));
    });
  }

  it(`starts keyrail in a terminal with at most ${bytes.command} kB, and without the protocol of agents`, () => {
    const command = commandBundle();
    fits(command, bytes.command);
    assert.ok(!command.parts.some(([part]) => part.startsWith('@modelcontextprotocol')));
  });

  it(`is at most ${bytes.mcp} kB more for an agent outside of the editor`, () => {
    fits(mcpBundle(), bytes.mcp);
  });

  it(`is at most ${bytes.localControlPlane} kB more with the local control plane`, () => {
    fits(localControlPlaneBundle(), bytes.localControlPlane);
  });

  it(`is at most ${bytes.leaks} kB more where secrets are looked for in texts`, () => {
    fits(leaksBundle(), bytes.leaks);
  });

  it(`is at most ${bytes.foreignSecrets} kB more where those of other services are`, () => {
    fits(foreignSecretsBundle(), bytes.foreignSecrets);
  });

  it('has pages that are small, and not large with the toolkit', () => {
    for (const page of pageBundles()) {
      fits(page, page.toolkit ? bytes.pageWithToolkit : bytes.pageWithout);
    }
  });
});

describe('SECURITY.md', () => {
  it('says of every package that is built in why it is there, and of no other', () => {
    const text = readFileSync(path.join(root, 'SECURITY.md'), 'utf8');
    const listed = [...text.matchAll(/^\| `([^`]+)` +\| (?:all|host|pages|agents) +\| \S/gm)];
    assert.deepEqual(listed.map(([, name]) => name).sort(), builtIn());
  });
});

/** The packages whose code is in what VS Code loads. */
function builtIn(): string[] {
  const folder = path.join(root, 'out', 'meta');
  const inputs = readdirSync(folder).flatMap((file) => {
    // `as`: what esbuild writes.
    const { outputs } = JSON.parse(readFileSync(path.join(folder, file), 'utf8')) as {
      outputs: Record<string, { inputs: Record<string, { bytesInOutput: number }> }>;
    };
    return Object.values(outputs).flatMap(({ inputs: parts }) =>
      Object.keys(parts).filter((part) => (parts[part]?.bytesInOutput ?? 0) > 0),
    );
  });
  const names = inputs.flatMap((input) => {
    const [, ...below] = input.split('node_modules/');
    const [scope = '', name = ''] = below.at(-1)?.split('/') ?? [];
    return below.length === 0 ? [] : [scope.startsWith('@') ? `${scope}/${name}` : scope];
  });
  return [...new Set(names)].sort();
}

/** A failure says what the bytes are, so that the culprit need not be searched for. */
function fits({ name, bytes: size, parts }: BundlePart, thousands: number): void {
  const largest = parts.slice(0, 8).map(([part, each]) => `${part} ${each}`);
  assert.ok(
    size <= thousands * 1000,
    `${name} has ${size} bytes, more than ${thousands} kB: ${largest.join(', ')}`,
  );
}
