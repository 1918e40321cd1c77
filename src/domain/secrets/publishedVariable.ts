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
];

/** The prefix of a name whose value a build tool publishes, and that tool; `undefined` for others. */
export function publisherOf(
  variable: string,
): { readonly prefix: string; readonly tool: string } | undefined {
  const name = variable.toUpperCase();
  const found = publishers.find(([prefix]) => name.startsWith(prefix));
  return found && { prefix: found[0], tool: found[1] };
}
