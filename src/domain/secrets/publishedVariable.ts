/**
 * Prefixes by which build tools put a variable's value into what every visitor downloads, as each tool's
 * own documentation says. The longest is told first.
 */
const publishers: readonly (readonly [prefix: string, tool: string])[] = [
  ['NEXT_PUBLIC_', 'Next.js'],
  ['NUXT_PUBLIC_', 'Nuxt'],
  ['EXPO_PUBLIC_', 'Expo'],
  ['REACT_APP_', 'Create React App'],
  ['STORYBOOK_', 'Storybook'],
  ['VUE_APP_', 'Vue CLI'],
  ['NX_PUBLIC_', 'Nx'],
  ['GATSBY_', 'Gatsby'],
  ['PUBLIC_', 'SvelteKit, Astro or Rsbuild'],
  ['VITE_', 'Vite'],
  ['NG_APP_', '@ngx-env/builder'],
  ['RAZZLE_', 'Razzle'],
  ['TARO_APP_', 'Taro'],
  ['UMI_APP_', 'Umi'],
  ['BUN_PUBLIC_', 'Bun'],
  ['REDWOOD_ENV_', 'Redwood'],
  ['NUXT_ENV_', 'Nuxt 2'],
  ['PREACT_APP_', 'Preact CLI'],
  ['ELM_APP_', 'Create Elm App'],
  ['POI_APP_', 'Poi'],
  ['MIX_', 'Laravel Mix'],
  ['WXT_', 'WXT'],
  ['FARM_', 'Farm'],
  ['MODERN_', 'Modern.js'],
  ['ICE_', 'ice.js'],
  ['GRIDSOME_', 'Gridsome'],
  ['SANITY_STUDIO_', 'Sanity Studio'],
  ['STRAPI_ADMIN_', 'Strapi'],
  ['RENDERER_VITE_', 'electron-vite'],
  ['PRELOAD_VITE_', 'electron-vite'],
  ['MAIN_VITE_', 'electron-vite'],
  ['ELECTRON_WEBPACK_APP_', 'electron-webpack'],
  ['INFERNO_APP_', 'Create Inferno App'],
  ['FES_APP_', 'Fes.js'],
  ['REMAX_APP_', 'Remax'],
  ['QCLI_', 'Quasar CLI'],
  ['MEDUSA_ADMIN_', 'Medusa'],
  ['WMR_', 'WMR'],
  // Until its version 17.
  ['NX_', 'Nx'],
];

/**
 * What every tool of this kind has come to call them: its own name, then that they are public, as in
 * `PLASMO_PUBLIC_`, `WAKU_PUBLIC_` or `SNOWPACK_PUBLIC_`. There are more of them than a list can know.
 */
const saysPublic = /^[A-Z0-9]+_PUBLIC_/;

/** The prefix of a name whose value a build tool publishes, and that tool where one is known by it. */
export interface Publisher {
  readonly prefix: string;
  readonly tool: string | undefined;
}

/** Who publishes what is in a variable of this name; `undefined` where nobody is known to. */
export function publisherOf(variable: string): Publisher | undefined {
  const name = variable.toUpperCase();
  const found = publishers.find(([prefix]) => name.startsWith(prefix));
  if (found) return { prefix: found[0], tool: found[1] };
  const [prefix] = saysPublic.exec(name) ?? [];
  return prefix === undefined ? undefined : { prefix, tool: undefined };
}
