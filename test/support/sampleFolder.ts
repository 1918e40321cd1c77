import { execFileSync } from 'node:child_process';
import { cpSync } from 'node:fs';
import path from 'node:path';
import { root } from './root.mjs';

/** The small project that journeys and `npm start` open; never opened itself, only copies of it. */
const fixture = path.join(root, 'test', 'fixtures', 'sample');

/**
 * Copies the sample project to `folder`, which must not exist, as a git repository with one commit.
 * The names in the commit are the sample's own: a machine without git settings can make it too.
 */
export function makeSampleFolder(folder: string): void {
  cpSync(fixture, folder, { recursive: true, errorOnExist: true, force: false });
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=Sample', '-c', 'user.email=sample@localhost', ...args], {
      cwd: folder,
      stdio: ['ignore', 'ignore', 'pipe'],
      env: {
        ...process.env,
        GIT_CONFIG_GLOBAL: process.platform === 'win32' ? 'NUL' : '/dev/null',
      },
    });
  git('init', '--quiet', '--initial-branch=main');
  git('add', '--all');
  git('commit', '--quiet', '--no-gpg-sign', '--message=The sample app');
}
