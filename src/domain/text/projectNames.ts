/** The repository that the address of a git remote names, where it is on GitHub, also on a company's own. */
export function gitHubRepository(
  url: string,
): { readonly host: string; readonly repository: string } | undefined {
  const found =
    /^(?:[a-z+]+:\/\/)?(?:[^@/\s]*@)?([\w.-]+)(?::\d+(?=\/)|(?=[:/]))[:/]([\w.-]+\/[\w.-]+?)(?:\.git)?\/?$/i.exec(
      url.trim(),
    );
  const host = found?.[1]?.toLowerCase().replace(/^ssh\.github\.com$/, 'github.com');
  const repository = found?.[2];
  if (host === undefined || repository === undefined) return undefined;
  return /^github\.|\.ghe\.com$/.test(host) ? { host, repository } : undefined;
}

/** The worker that a `wrangler.toml`, `.json` or `.jsonc` is about; the environments in it have others. */
export function workerName(file: string, text: string): string | undefined {
  const found = file.endsWith('.toml')
    ? /^[ \t]*name[ \t]*=[ \t]*["']([\w-]+)["']/m.exec(text.split(/^[ \t]*\[/m, 1)[0] ?? '')
    : /"name"\s*:\s*"([\w-]+)"/.exec(text);
  return found?.[1];
}
