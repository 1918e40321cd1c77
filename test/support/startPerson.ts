import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { startedText } from './startedText.ts';
import { startCodeServer } from './codeServer.ts';
import { startReverseProxy } from './reverseProxy.ts';
import { installExtension } from './installExtension.ts';
import { mintKey } from './mintKey.ts';
import { openInBrowser } from './openInBrowser.ts';
import { temporaryFolder } from './owned.ts';
import { provision } from './provision.mjs';
import { root } from './root.mjs';
import { makeSampleFolder } from './sampleFolder.ts';
import { sh } from './sh.mjs';
import { readStartOptions } from './startOptions.mjs';
import { workbenchUrl } from './workbenchUrl.ts';

const wish = readStartOptions(process.argv.slice(2));

try {
  await sh(process.execPath, ['esbuild.mjs'], { cwd: root });
  if (wish.kind === 'tour') {
    const { showTour } = await import('../journeys/support/showTour.ts');
    await showTour();
    process.exit(0);
  }
  // Everything else was answered before this process began.
  if (wish.kind === 'start') await start(wish.port, wish.data);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}

/** Everything that is started here ends with this process (owned.ts). */
async function start(port: number, data: string): Promise<void> {
  const { code } = await provision({ chromium: false });
  // Nobody else's: it holds the local control plane and the key that seals the secrets.
  await mkdir(data, { recursive: true, mode: 0o700 });
  // A private folder: who can connect to the socket gets a shell.
  const place = await temporaryFolder('start');
  const socketPath =
    process.platform === 'win32'
      ? `\\\\.\\pipe\\${path.basename(place.path)}`
      : path.join(place.path, 'code.sock');
  const folder = path.join(data, 'sample');
  const proxy = await startReverseProxy({
    port,
    socketPath,
    mintKey: await mintKey(path.join(data, 'mint-key')),
    trustedFolder: folder,
  }).catch((error: unknown) => {
    const taken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
    if (!taken) throw error;
    throw new Error(
      `Port ${port} is in use. Choose another with “npm start -- --port N”; secrets stay with the port under which they were stored.`,
    );
  });
  // The port is ours, so no other VS Code is running on this data.
  const extensions = path.join(data, 'extensions');
  await mkdir(extensions, { recursive: true });
  installExtension(root, extensions);
  if (!existsSync(folder)) makeSampleFolder(folder);
  await startCodeServer({
    code,
    data,
    listen: socketPath,
    settings: {
      // Of any other folder; the sample is ours.
      'security.workspace.trust.startupPrompt': 'always',
      // Keyrail shows itself to a newcomer where VS Code is not told to open nothing.
      'workbench.startupEditor': 'welcomePageInEmptyWorkbench',
    },
  });
  const url = workbenchUrl(proxy.url, folder);
  console.log(startedText(url, data));
  openInBrowser(url);
}
