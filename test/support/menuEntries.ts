import { manifestInEnglish } from './manifest.ts';

/** One entry of a menu of the manifest, as a person sees it. */
export interface MenuEntry {
  readonly command: string;
  readonly title: string;
  readonly when: string;
  /** An icon in the title of the view, or in the row; otherwise a line of a menu. */
  readonly isIcon: boolean;
}

interface Manifest {
  readonly contributes: {
    readonly commands: readonly { readonly command: string; readonly title: string }[];
    readonly menus: Readonly<
      Record<string, readonly { command: string; when?: string; group?: string }[]>
    >;
  };
}

/** The entries of a menu such as `view/title`, in the manifest's order. */
export function menuEntries(menu: string): readonly MenuEntry[] {
  // `as`: it is our own manifest.
  const { commands, menus } = (manifestInEnglish() as Manifest).contributes;
  return (menus[menu] ?? []).map(({ command, when = '', group = '' }) => ({
    command,
    title: commands.find((each) => each.command === command)?.title ?? command,
    when,
    isIcon: /^(navigation|inline)/.test(group),
  }));
}
