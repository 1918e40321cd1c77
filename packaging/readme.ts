/** What only concerns whoever has the sources: the names of its sections. */
const sections = ['Two commands'];

/**
 * The README for people who use the extension, without what is for those who have its sources.
 *
 * @throws Error where a section that is to be left out is not there any more under its name
 */
export function readmeForUsers(readme: string): string {
  return sections.reduce((text, title) => {
    const section = new RegExp(`^## ${title}\\n[^]*?(?=^## )`, 'm');
    if (!section.test(text)) throw new Error(`README.md has no section “${title}” to leave out.`);
    return text.replace(section, '');
  }, readme);
}

/**
 * The README of a package whose sources have no known address on the web: VS Code shows pictures of
 * the web only, so those are left out; so is the list of links at its end, and any other link into the
 * sources is its words.
 */
export function readmeWithoutSources(readme: string): string {
  return readme
    .replace(/^!\[[^\]]*\]\((?!https:)[^)]*\)\n+/gm, '')
    .replace(/^## More\n[^]*/m, '')
    .replace(/\[([^\]]+)\]\((?!https:|#)[^)]*\)/g, '$1')
    .trimEnd()
    .concat('\n');
}
