import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { callPolicies } from '../../src/commands/callPolicies.ts';
import { settingDefaults } from '../../src/editor/settingDefaults.ts';
import { manifestInEnglish } from '../support/manifest.ts';
import { menuEntries } from '../support/menuEntries.ts';
import { root } from '../support/root.mjs';

const read = (file: string) => readFileSync(path.join(root, file), 'utf8');
const readme = read('README.md');
// Our own manifest; manifest.test.ts compares it with the table of commands.
const { commands, viewsWelcome } = (
  manifestInEnglish() as {
    contributes: {
      commands: readonly { readonly command: string; readonly title: string }[];
      viewsWelcome: readonly { readonly contents: string }[];
    };
  }
).contributes;
/** What a person can press in a view without rows. */
const welcomeButtons = viewsWelcome.flatMap(({ contents }) =>
  [...contents.matchAll(/\[([^\]]+)\]\(command:/g)].map(([, label = '']) => label),
);
const documents = [
  'README.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  ...globSync('docs/*.md', { cwd: root }),
];

describe('the documentation', () => {
  it('names every folder of the sources in the tree, and no other', () => {
    const tree = /## The tree\n[^]*?```\n([^]*?)```/.exec(read('docs/architecture.md'))?.[1] ?? '';
    const named: string[] = [];
    let [top, folder] = ['', ''];
    for (const line of tree.split('\n')) {
      const found = /^( *)((?:[\w-]+\/)+(?: (?:[\w-]+\/)+)*)(?= |$)/.exec(line);
      if (!found) continue;
      const [, { length: depth } = '', list = ''] = found;
      const names = list.split(' ').map((name) => name.replace(/\/$/, ''));
      if (depth === 0) top = names[0] ?? '';
      if (depth === 2) folder = `${top}/${names[0] ?? ''}`;
      if (top !== 'src' || depth === 0) continue;
      named.push(...(depth === 2 ? [folder] : names.map((name) => `${folder}/${name}`)));
    }
    const there = globSync('src/**/', { cwd: root }).map((each) =>
      each.replaceAll('\\', '/').replace(/\/$/, ''),
    );
    assert.deepEqual(named.sort(), there.filter((folder) => folder !== 'src').sort());
  });

  it('leads through the sources by files that are there, eight at most a flow', () => {
    const flows = /## How data goes\n([^]*?)\n## /.exec(read('docs/architecture.md'))?.[1] ?? '';
    const named = flows
      .split(/^\d\. /m)
      .slice(1)
      .map((flow) => [...flow.matchAll(/`([\w/]+\.ts)`/g)].map(([, file = '']) => file));
    assert.equal(named.length, 4);
    for (const files of named) {
      assert.ok(files.length > 0 && files.length <= 8, files.join());
      const missing = files.filter((file) => !existsSync(path.join(root, 'src', file)));
      assert.deepEqual(missing, []);
    }
  });

  it('has every command under its title, and no other, in docs/commands.md; in italics where not in the palette', () => {
    const hidden = menuEntries('commandPalette').filter(({ when }) => when === 'false');
    const rows = read('docs/commands.md').matchAll(/^\| `(keyrail\.\w+)` +\| (.*?) +\|/gm);
    assert.deepEqual(
      Object.fromEntries([...rows].map(([, id = '', title = '']) => [id, title])),
      Object.fromEntries(
        commands.map(({ command, title }) => [
          command,
          hidden.some((each) => each.command === command) ? `_${title}_` : title,
        ]),
      ),
      'docs/commands.md needs a row for each command of package.json, with its title.',
    );
  });

  it('says of every command whether it asks when a program calls it', () => {
    const rows = read('docs/commands.md').matchAll(/^\| `(keyrail\.\w+)` .* (looks|asks) +\|$/gm);
    assert.deepEqual(
      Object.fromEntries([...rows].map(([, id = '', says = '']) => [id, says])),
      Object.fromEntries(
        Object.entries(callPolicies).map(([id, policy]) => [
          id,
          policy === 'looks' ? 'looks' : 'asks',
        ]),
      ),
    );
  });

  it('tells in the README to press in the view what is there', () => {
    const pressed = [...readme.matchAll(/view and press _([^_]+)_/g)].map(
      ([, label = '']) => label,
    );
    assert.ok(pressed.length > 0);
    for (const label of pressed) assert.ok(welcomeButtons.includes(label), label);
  });

  it('names the commands of the README by their titles', () => {
    // What VS Code itself calls by a name is no command of ours.
    const named = [...readme.matchAll(/(?<=[ (])_([A-Z][^_]*?)_/g)]
      .map(([, name = '']) => name)
      .filter((name) => name !== 'Keyrail' && !name.startsWith('Extensions:'));
    assert.ok(named.length >= 3);
    const titles = [...commands.map(({ title }) => title), ...welcomeButtons];
    assert.deepEqual(
      named.filter((name) => !titles.includes(name)),
      [],
    );
  });

  it('has a README that is read in a few minutes', () => {
    const words = readme.split(/\s+/).length;
    assert.ok(words < 900, `${words} words: tables and details belong into docs/.`);
  });

  it('has every setting with its default in docs/settings.md', () => {
    const settings = read('docs/settings.md');
    for (const [name, value] of Object.entries(settingDefaults)) {
      const [, shown] =
        new RegExp(`^\\| \`keyrail.${name}\` +\\| (.*?) *\\|`, 'm').exec(settings) ?? [];
      const text = typeof value === 'string' ? value : JSON.stringify(value);
      assert.equal(shown?.replaceAll('`', ''), text, name);
    }
  });

  it('links only to what is there', () => {
    for (const file of documents) {
      for (const [, link = ''] of read(file).matchAll(/\]\((?!https?:|#)([^)#]+)/g)) {
        const target = path.join(root, path.dirname(file), link);
        assert.ok(existsSync(target), `${file} links to ${link}, which is not there.`);
      }
    }
  });

  it('shows the example of CONTRIBUTING.md as it is in the sources', () => {
    const [, shown = ''] = /```ts\n([^]*?)```/.exec(read('CONTRIBUTING.md')) ?? [];
    const file = 'src/commands/keys/copyKeyId.ts';
    assert.equal(
      shown.replaceAll(/^ {3}/gm, '').trim(),
      read(file).trim(),
      `CONTRIBUTING.md and ${file} differ.`,
    );
  });

  it('breaks no table with a second line of dashes', () => {
    const lines = documents.flatMap((file) => read(file).split('\n'));
    const dashes = lines.flatMap((line, at) => (/^\|( -+ +\|)+$/.test(line) ? [at] : []));
    for (const at of dashes) {
      assert.ok(!lines[at - 2]?.startsWith('|'), `${lines[at - 1] ?? ''} stands inside a table.`);
    }
  });
});
