import { readFile } from 'node:fs/promises';
import { env, UIKind } from 'vscode';

/** `env.sessionId` in builds of VS Code without telemetry (VSCodium, code-server): the same in each run. */
const noSession = 'someValue.sessionId';

/**
 * Names the run of the application that keeps secrets in its memory, if it keeps them nowhere else:
 * another name means that this memory is gone. Where VS Code has no name for it, it is the process
 * that started this extension host: the application itself, or the server that a page cannot outlive.
 */
export async function applicationRun(): Promise<string> {
  if (env.sessionId !== noSession) return env.sessionId;
  // Then the application runs on another machine, and its memory outlives the server there.
  if (env.remoteName !== undefined && env.uiKind === UIKind.Desktop) return noSession;
  return `${process.ppid} ${await startOf(process.ppid)}`;
}

/** When a process started, in ticks since the machine did; empty where only Linux would say. */
async function startOf(pid: number): Promise<string> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  // Containers give the same number again. The name, in brackets, may hold anything; the start is the 20th field behind it.
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
}
