import assert from 'node:assert/strict';
import { buttonTexts } from '../support/buttonTexts.ts';
import { manifestInEnglish, manifestTexts } from '../support/manifest.ts';
import { faultOfTitle } from '../support/titleCase.ts';

interface Manifest {
  readonly contributes: {
    readonly commands: readonly { command: string; title: string; category: string }[];
    readonly submenus?: readonly { readonly label: string }[];
    readonly viewsWelcome: readonly { readonly contents: string }[];
    readonly walkthroughs: readonly {
      readonly steps: readonly { readonly description: string }[];
    }[];
  };
}

/** What a command can begin with; a new verb is added here on purpose. */
const verbs = new Set(
  `Bootstrap Clear Connect Copy Create Disable Edit End Export Filter Find Finish Fix Forget Get Group Import
  Keep Lend Make Manage Open Put Record Refresh Remove Rename Restore Retire Reveal Review Revoke Rotate Set Show Stop Switch Test
  Undo Update Use Verify Withdraw Write`.split(/\s+/),
);

// `as`: it is our own manifest.
const { contributes } = manifestInEnglish() as Manifest;
const { commands, viewsWelcome, walkthroughs } = contributes;

describe('titles, by the convention of VS Code', () => {
  it('knows a title from a sentence', () => {
    const good = [
      'Write Secret to .env…',
      'Copy as curl',
      'Use Key in Terminals…',
      'Create Key with {0}',
    ];
    assert.deepEqual(good.map(faultOfTitle), [undefined, undefined, undefined, undefined]);
    const bad = ['Create key…', 'Connect To a Server…', 'Create Key.', 'write to .env', 'Log in'];
    for (const title of bad) assert.notEqual(faultOfTitle(title), undefined, title);
  });

  it('has commands with a verb first, without the product, under one category', () => {
    for (const { command, title, category } of commands) {
      assert.equal(category, 'Keyrail', command);
      assert.doesNotMatch(title, /keyrail/i, command);
      assert.equal(faultOfTitle(title), undefined, `${command}: ${title}`);
      assert.ok(verbs.has(/^\w+/.exec(title)?.[0] ?? ''), `${title} begins with no known verb.`);
    }
  });

  it('has no two commands of one title', () => {
    const titles = commands.map(({ title }) => title);
    assert.deepEqual(titles, [...new Set(titles)]);
  });

  const texts = [
    ...viewsWelcome.map(({ contents }) => contents),
    ...walkthroughs.flatMap(({ steps }) => steps.map(({ description }) => description)),
  ];

  it('has links that begin alike do the same', () => {
    const links = texts.flatMap((text) => [...text.matchAll(/\[([^\]]+)\]\(command:([\w.]+)/g)]);
    const unlike = links.flatMap(([, words = '', command]) =>
      links.flatMap(([, others = '', another]) =>
        others.startsWith(words) && another !== command ? [`${words} / ${others}`] : [],
      ),
    );
    assert.deepEqual(unlike, []);
  });

  it('has links of the welcome views and of the walkthrough as titles', () => {
    const links = texts.flatMap((text) => [...text.matchAll(/\[([^\]]+)\]\(command:/g)]);
    assert.ok(links.length > 20);
    for (const [, link = ''] of links) assert.equal(faultOfTitle(link), undefined, link);
  });

  it('has buttons, lines of lists that run a command, and questions as titles', () => {
    const texts = buttonTexts();
    assert.ok(texts.length > 100);
    // A question in place of a title ends as one.
    const wrong = texts
      .filter(({ text }) => !text.endsWith('?') && faultOfTitle(text) !== undefined)
      .map(({ at, text }) => `${at}: ${text}`);
    assert.deepEqual(wrong, []);
  });

  it('ends a button with … where its command does', () => {
    const wrong = buttonTexts().filter(({ text, runs }) => {
      const title = commands.find(({ command }) => command === runs)?.title;
      return title !== undefined && text.endsWith('…') !== title.endsWith('…');
    });
    assert.deepEqual(wrong, []);
  });

  it('ends a link of the welcome views and of the walkthrough with … where its command does', () => {
    const wrong = [undefined, 'de', 'zh-tw'].flatMap((language) =>
      Object.values(manifestTexts(language))
        .flatMap((text) => [...text.matchAll(/\[([^\]]+)\]\(command:([\w.]+)/g)])
        .filter(([, words = '', id]) => {
          const title = commands.find(({ command }) => command === id)?.title;
          return title !== undefined && words.endsWith('…') !== title.endsWith('…');
        })
        .map(([, words = '']) => words),
    );
    assert.deepEqual(wrong, []);
  });
});
