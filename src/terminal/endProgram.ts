import { spawn, type ChildProcess } from 'node:child_process';
import { systemProgram } from '../domain/systemProgram.ts';

/**
 * Ends a program that this process started. On Windows with all that it started itself: there no signal goes on to
 * them, so that behind a `.cmd` or a shell the program would run on with what it was given.
 */
export function endProgram(child: ChildProcess, signal: NodeJS.Signals = 'SIGTERM'): void {
  if (process.platform !== 'win32') {
    child.kill(signal);
    return;
  }
  if (child.pid === undefined || child.exitCode !== null) return;
  const end = spawn(systemProgram('taskkill.exe'), ['/PID', String(child.pid), '/T', '/F'], {
    stdio: 'ignore',
    windowsHide: true,
  });
  // Where it is missing at least the program itself is ended.
  const alone = () => child.kill('SIGKILL');
  end.on('error', alone);
  end.on('exit', (code) => {
    if (code !== 0) alone();
  });
}
