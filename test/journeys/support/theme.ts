export type Theme = 'light' | 'dark' | 'high contrast' | 'high contrast light';

/** Value of `workbench.colorTheme`. */
export const themeSetting = {
  light: 'Default Light Modern',
  dark: 'Default Dark Modern',
  'high contrast': 'Default High Contrast',
  'high contrast light': 'Default High Contrast Light',
} as const satisfies Record<Theme, string>;

/** The class that the workbench puts on itself. */
export const themeClass = {
  light: 'vs',
  dark: 'vs-dark',
  'high contrast': 'hc-black',
  'high contrast light': 'hc-light',
} as const satisfies Record<Theme, string>;
