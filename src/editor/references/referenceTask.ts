import { t } from '@vscode/l10n';
import { spawn, type ChildProcess } from 'node:child_process';
import {
  CustomExecution,
  EventEmitter,
  Task,
  TaskScope,
  workspace,
  type Pseudoterminal,
  type TaskDefinition,
  type WorkspaceFolder,
} from 'vscode';
import { UserFacingError } from '../../domain/errors.ts';
import { injectedEnv, referencesIn, type InjectParts } from './injectedEnv.ts';
import { report } from '../report.ts';

/** What a task of type `keyrail` says in `tasks.json`; variables are replaced when it is run. */
interface CommandLine {
  readonly command: string;
  readonly cwd: string | undefined;
  readonly env: Readonly<Record<string, unknown>>;
}

/**
 * A task that runs a command line with secrets in its environment. The process is this editor's own:
 * VS Code, which remembers what terminals were started with, does not learn the environment.
 */
export function referenceTask(parts: InjectParts, task: Task): Task {
  const folder = typeof task.scope === 'object' ? task.scope : undefined;
  const execution = new CustomExecution(async (resolved) =>
    terminalOf(parts, commandLine(resolved), folder, task.name),
  );
  const { definition, name, problemMatchers } = task;
  const scope = folder ?? TaskScope.Workspace;
  return new Task(definition, scope, name, 'keyrail', execution, problemMatchers);
}

function commandLine(definition: TaskDefinition): CommandLine {
  const { command, args, cwd, env } = definition as Record<string, unknown>;
  const words = Array.isArray(args) ? args.map(String) : [];
  return {
    command: [typeof command === 'string' ? command : '', ...words].join(' '),
    cwd: typeof cwd === 'string' ? cwd : undefined,
    env: Object(env) as Readonly<Record<string, unknown>>,
  };
}

function terminalOf(
  parts: InjectParts,
  { command, cwd, env }: CommandLine,
  folder: WorkspaceFolder | undefined,
  name: string,
): Pseudoterminal {
  const written = new EventEmitter<string>();
  const closed = new EventEmitter<number>();
  let child: ChildProcess | undefined;
  let isClosed = false;
  const show = (text: string) => {
    written.fire(text.replace(/\r?\n/g, '\r\n'));
  };

  const run = async () => {
    if (command.trim() === '') throw new UserFacingError(t('The task names no command.'));
    const values = await injectedEnv(parts, referencesIn(env), {
      folder,
      what: t('task “{0}”', name),
    });
    // Meanwhile a question may have been open, and the terminal closed.
    if (isClosed) return;
    const plain = Object.fromEntries(
      Object.entries(env).map(([variable, value]) => [variable, String(value)]),
    );
    child = spawn(command, {
      shell: true,
      cwd: cwd ?? folder?.uri.fsPath ?? workspace.workspaceFolders?.[0]?.uri.fsPath,
      env: { ...process.env, ...plain, ...values },
    });
    child.stdout?.setEncoding('utf8').on('data', show);
    child.stderr?.setEncoding('utf8').on('data', show);
    child.on('error', ({ message }) => {
      show(`${message}\n`);
      closed.fire(1);
    });
    child.on('close', (code) => {
      closed.fire(code ?? 1);
    });
  };

  return {
    onDidWrite: written.event,
    onDidClose: closed.event,
    open() {
      show(`> ${command}\n`);
      run().catch((error: unknown) => {
        void report(error, parts.log);
        show(`${t('The task was not started.')}\n`);
        closed.fire(1);
      });
    },
    close() {
      isClosed = true;
      child?.kill();
    },
    handleInput(data) {
      if (data === '\u0003') child?.kill('SIGINT');
      else child?.stdin?.write(data.replace(/\r/g, '\n'));
    },
  };
}
