import { spawn } from 'node:child_process';

/** Opens the person's own browser where there is a display; does nothing elsewhere. */
export function openInBrowser(url: string): void {
  const opener = openerOf(process.platform, process.env);
  if (!opener) return;
  const [program, ...args] = [...opener, url];
  const child = spawn(program, args, { stdio: 'ignore', detached: true });
  // The address was printed: who has no such program opens it by hand.
  child.on('error', () => undefined);
  child.unref();
}

/** The command line that opens an address, without the address. */
export function openerOf(
  platform: NodeJS.Platform,
  env: NodeJS.ProcessEnv,
): [string, ...string[]] | undefined {
  if (env['CI']) return undefined;
  switch (platform) {
    case 'darwin':
      return ['open'];
    case 'win32':
      return ['explorer.exe'];
    default:
      return env['DISPLAY'] || env['WAYLAND_DISPLAY'] ? ['xdg-open'] : undefined;
  }
}
