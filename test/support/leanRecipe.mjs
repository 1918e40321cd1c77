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

/** Enough to read and edit what a developer's folder holds, to debug it, and to see git's state. */
const kept = new Set([
  'configuration-editing',
  'css',
  'debug-auto-launch',
  'debug-server-ready',
  'diff',
  'docker',
  'dotenv',
  'git',
  'git-base',
  'html',
  'ini',
  'javascript',
  'json',
  'json-language-features',
  'log',
  'markdown-basics',
  'markdown-language-features',
  'ms-vscode.js-debug',
  'python',
  'search-result',
  'shellscript',
  'sql',
  'typescript-basics',
  'xml',
  'yaml',
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

/** @param {string} name of a folder in VS Code's `extensions` */
export function keptExtension(name) {
  return name.startsWith('theme-') || kept.has(name);
}
