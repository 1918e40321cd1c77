import { t } from '@vscode/l10n';
import type { ChildProcess } from 'node:child_process';
import {
  CustomExecution,
  EventEmitter,
  Task,
  TaskScope,
  type Pseudoterminal,
  type TaskDefinition,
  type WorkspaceFolder,
} from 'vscode';
import { plainLine } from '../../domain/text/plainLine.ts';
import { endProgram } from '../../terminal/endProgram.ts';
import {
  onlyInShell,
  readCommandLine,
  shownLine,
  startProcess,
  type CommandLine,
} from './commandLine.ts';
import type { InjectParts } from './injectedEnv.ts';
import { prepareTask } from './prepareTask.ts';
import { report } from '../report.ts';

/**
 * A task that runs a command line with secrets in its environment. The process is this editor's own:
 * VS Code, which remembers what terminals were started with, does not learn the environment.
 */
export function referenceTask(parts: InjectParts, task: Task): Task {
  const folder = typeof task.scope === 'object' ? task.scope : undefined;
  const execution = new CustomExecution(async (resolved) =>
    terminalOf(parts, resolved, folder, task.name),
  );
  const { definition, name, problemMatchers } = task;
  const scope = folder ?? TaskScope.Workspace;
  return new Task(definition, scope, name, 'keyrail', execution, problemMatchers);
}

function terminalOf(
  parts: InjectParts,
  definition: TaskDefinition,
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
    const line = readCommandLine(definition);
    show(`> ${shownLine(line)}\n`);
    const prepared = await prepareTask(parts, line, name, folder);
    // Meanwhile a question may have been open, and the terminal closed.
    if (isClosed) return;
    child = startProcess(line, prepared);
    pipe(child, line, show, (code) => {
      closed.fire(code);
    });
  };

  return {
    onDidWrite: written.event,
    onDidClose: closed.event,
    open() {
      run().catch((error: unknown) => {
        void report(error, parts.log);
        show(`${t('The task was not started.')}\n`);
        closed.fire(1);
      });
    },
    close() {
      isClosed = true;
      if (child) endProgram(child);
    },
    handleInput(data) {
      if (data === '\u0003') {
        if (child) endProgram(child, 'SIGINT');
      } else child?.stdin?.write(data.replace(/\r/g, '\n'));
    },
  };
}

/** Shows what the process writes, or why there is none, and says with which code it ended. */
function pipe(
  child: ChildProcess,
  { args }: Pick<CommandLine, 'args'>,
  show: (text: string) => void,
  ended: (code: number) => void,
): void {
  child.stdout?.setEncoding('utf8').on('data', show);
  child.stderr?.setEncoding('utf8').on('data', show);
  child.on('error', ({ message }) => {
    show(`${plainLine(message)}\n`);
    if (args) show(`${onlyInShell()}\n`);
    ended(1);
  });
  child.on('close', (code) => {
    ended(code ?? 1);
  });
}
