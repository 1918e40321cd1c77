// @ts-check

/** What VS Code's server, extension host, workbench and integrated terminals import. */
const imported = [
  '@microsoft/1ds-core-js',
  '@microsoft/1ds-post-js',
  '@parcel/watcher',
  '@vscode/iconv-lite-umd',
  '@vscode/proxy-agent',
  '@vscode/ripgrep',
  '@vscode/ripgrep-universal',
  '@xterm/addon-clipboard',
  '@xterm/addon-image',
  '@xterm/addon-ligatures',
  '@xterm/addon-progress',
  '@xterm/addon-search',
  '@xterm/addon-serialize',
  '@xterm/addon-unicode11',
  '@xterm/addon-webgl',
  '@xterm/headless',
  '@xterm/xterm',
  'cookie',
  'http-proxy-agent',
  'https-proxy-agent',
  'jschardet',
  'minimist',
  'node-pty',
  'vscode-oniguruma',
  'vscode-regexpp',
  'vscode-textmate',
  'ws',
  'yauzl',
  'yazl',
];

/**
 * Older versions get their program from an install script or a compiler; these bring it along, and
 * export the same.
 */
const replaced = new Map([
  ['@vscode/ripgrep@1.15.14', '@vscode/ripgrep@1.18.0'],
  ['node-pty@1.1.0-beta35', 'node-pty@1.2.0-beta.15'],
]);

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
