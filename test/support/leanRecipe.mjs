// @ts-check

/** What VS Code's server, its extension host and its workbench import at start. */
const imported = [
  '@microsoft/1ds-core-js',
  '@microsoft/1ds-post-js',
  '@parcel/watcher',
  '@vscode/proxy-agent',
  '@vscode/ripgrep',
  '@vscode/ripgrep-universal',
  'cookie',
  'http-proxy-agent',
  'https-proxy-agent',
  'minimist',
  'vscode-oniguruma',
  'vscode-regexpp',
  'vscode-textmate',
  'ws',
  'yauzl',
  'yazl',
];

/** The first versions of this package download their program in an install script. */
const replaced = new Map([['@vscode/ripgrep@1.15.14', '@vscode/ripgrep@1.18.0']]);

/** The extensions with code of their own that are worth their size: git's state, JSON, debugging. */
const keptWithCode = new Set([
  'configuration-editing',
  'debug-auto-launch',
  'debug-server-ready',
  'git',
  'git-base',
  'json-language-features',
  'markdown-language-features',
  'ms-vscode.js-debug',
  'search-result',
]);

/**
 * The modules to install, each in the version that this VS Code was locked to.
 *
 * @param {{ packages: Record<string, { version?: string }> }} locked VS Code's npm-shrinkwrap.json
 * @returns {string[]} `name@version`; a module that this VS Code does not know is left out
 */
export function modulesToInstall(locked) {
  return imported.flatMap((name) => {
    const version = locked.packages[`node_modules/${name}`]?.version;
    if (version === undefined) return [];
    const exact = `${name}@${version}`;
    return [replaced.get(exact) ?? exact];
  });
}

/**
 * Whether an extension that comes with VS Code stays: themes and languages, which are small, and few
 * of those with code.
 *
 * @param {string} name of its folder
 * @param {{ main?: string, browser?: string }} manifest
 */
export function keptExtension(name, manifest) {
  const hasCode = manifest.main !== undefined || manifest.browser !== undefined;
  return !hasCode || keptWithCode.has(name);
}
