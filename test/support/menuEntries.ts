import { manifestInEnglish } from './manifest.ts';

/** One entry of a menu of the manifest, as a person sees it. */
export interface MenuEntry {
  readonly command: string;
  readonly title: string;
  readonly when: string;
  /** An icon in the title of the view, or in the row; otherwise a line of a menu. */
  readonly isIcon: boolean;
}

interface Listed {
  readonly command?: string;
  readonly submenu?: string;
  readonly when?: string;
  readonly group?: string;
}

interface Manifest {
  readonly contributes: {
    readonly commands: readonly { readonly command: string; readonly title: string }[];
    readonly menus: Readonly<Record<string, readonly Listed[]>>;
  };
}

/** The entries of a menu such as `view/title` in the manifest's order, those of its submenus in their place. */
export function menuEntries(menu: string): readonly MenuEntry[] {
  // `as`: it is our own manifest.
  const { commands, menus } = (manifestInEnglish() as Manifest).contributes;
  return (menus[menu] ?? []).flatMap(({ command, submenu, when = '', group = '' }) =>
    command === undefined
      ? menuEntries(submenu ?? '')
      : [
          {
            command,
            title: commands.find((each) => each.command === command)?.title ?? command,
            when,
            isIcon: /^(navigation|inline)/.test(group),
          },
        ],
  );
}
