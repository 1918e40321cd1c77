import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { manifestInEnglish } from '../../support/manifest.ts';
import { menuEntries } from '../../support/menuEntries.ts';
import { root } from '../../support/root.mjs';

/** A way to a command that a person has, with what VS Code passes there. */
export interface Offered {
  readonly command: string;
  readonly args: readonly unknown[];
  /** `palette`, `keybindings`, `welcome keyrail.apiKeys`, `walkthrough key`. */
  readonly from: string;
}

interface Manifest {
  readonly contributes: {
    readonly commands: readonly { readonly command: string }[];
    readonly viewsWelcome: readonly { readonly view: string; readonly contents: string }[];
    readonly walkthroughs: readonly {
      readonly steps: readonly { readonly id: string; readonly description: string }[];
    }[];
  };
}

/** Everything that the manifest offers beside the menus of the views. */
export function offeredByManifest(): readonly Offered[] {
  // `as`: it is our own manifest.
  const { commands, viewsWelcome, walkthroughs } = (manifestInEnglish() as Manifest).contributes;
  const hidden = menuEntries('commandPalette').filter(({ when }) => when === 'false');
  return [
    // `copyText` takes the row below a key, which no keybinding but its own passes.
    ...commands
      .filter(({ command }) => command !== 'keyrail.copyText')
      .map(({ command }) => ({
        command,
        args: [],
        from: hidden.some((each) => each.command === command) ? 'keybindings' : 'palette',
      })),
    ...viewsWelcome.flatMap(({ view, contents }) => linksIn(contents, `welcome ${view}`)),
    ...walkthroughs.flatMap(({ steps }) =>
      steps.flatMap(({ id, description }) => linksIn(description, `walkthrough ${id}`)),
    ),
  ];
}

/** `[Set up](command:keyrail.setUpLocal?%5B…%5D)` as VS Code opens it. */
function linksIn(text: string, from: string): Offered[] {
  return [...text.matchAll(/\(command:([\w.]+)(?:\?([^)]*))?\)/g)].map(
    ([, command = '', query]) => ({
      command,
      // What the manifest's own link passes.
      args: query === undefined ? [] : (JSON.parse(decodeURIComponent(query)) as unknown[]),
      from,
    }),
  );
}

/** A button of a message, of a page or of a row, as the code names it. */
export interface CodedButton {
  readonly command: string;
  /** Fields of its argument; empty where it passes none, or what a variable holds. */
  readonly fields: readonly string[];
  readonly file: string;
}

/** Every button that the code makes: `command: 'keyrail.…', args: [{ … }]` and `command('keyrail.…')`. */
export function buttonsOfCode(): readonly CodedButton[] {
  const source = path.join(root, 'src');
  return globSync('**/*.ts', { cwd: source })
    .toSorted()
    .flatMap((file) => {
      const text = readFileSync(path.join(source, file), 'utf8');
      const uses = text.matchAll(
        /\bcommand(?:: |\()'(keyrail\.[\w.]+)'(?:,\s*(?:args|arguments): \[\s*(?:ownArgument\()?\{([^{}]*)\})?/g,
      );
      return [...uses].map(([, command = '', fields = '']) => ({
        command,
        fields: [...fields.matchAll(/(?:^|,)\s*(\w+)/g)].map(([, name = '']) => name),
        file,
      }));
    });
}
