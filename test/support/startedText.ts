/**
 * What `npm start` says once it runs: where to look, and what stays where. VS Code for the web keeps an
 * extension's settings, state and secrets in the browser, for one address; the rest lies in `data`.
 */
export function startedText(url: string, data: string): string {
  return [
    `Keyrail is at ${url}`,
    `Ctrl-C ends it. The sample project and the local control plane with its keys stay in ${data}.`,
    'Settings, connections and secrets stay in the browser that you open this in. Another browser, a',
    'private window or another port begins without them over the same keys: connect to the local control',
    'plane there, then rotate a key or import its secret.',
  ].join('\n');
}
