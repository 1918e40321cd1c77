/**
 * The README of a package whose sources have no known address on the web: VS Code shows pictures of
 * the web only, so those are left out, and a link into the sources is its words.
 */
export function readmeWithoutSources(readme: string): string {
  return readme
    .replace(/^!\[[^\]]*\]\((?!https:)[^)]*\)\n+/gm, '')
    .replace(/\[([^\]]+)\]\((?!https:|#)[^)]*\)/g, '$1');
}
