import { t } from '@vscode/l10n';
import type { ChildProcess } from 'node:child_process';
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
import { plainLine } from '../../domain/text/plainLine.ts';
import { endProgram } from '../../terminal/endProgram.ts';
import { onlyInShell, readCommandLine, shownLine, startProcess } from './commandLine.ts';
import { injectedEnv, referencesIn, type InjectParts } from './injectedEnv.ts';
import { report } from '../report.ts';
import { describeStart, startDigest } from './startDigest.ts';
import { startedWithTask, type StartedWith } from './startedWith.ts';

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
    const { env, cwd = folder?.uri.fsPath ?? workspace.workspaceFolders?.[0]?.uri.fsPath } = line;
    show(`> ${shownLine(line)}\n`);
    const start = { type: 'keyrail', command: line.command, args: line.args, cwd, env };
    const look = () => startedWithTask({ ...start, name }, folder);
    const digestOf = ({ bound }: StartedWith) => startDigest('task', start, bound);
    const started = await look();
    const values = await injectedEnv(parts, referencesIn(env), {
      folder,
      what: t('task “{0}”', plainLine(name, 80)),
      digest: digestOf(started),
      digestNow: async () => digestOf(await look()),
      facts: [...describeStart(start), ...started.facts],
      exposures: [],
      edit: { label: t('Open tasks.json'), command: 'workbench.action.tasks.configureTaskRunner' },
    });
    // Meanwhile a question may have been open, and the terminal closed.
    if (isClosed) return;
    const plain = Object.fromEntries(
      Object.entries(env).map(([variable, value]) => [variable, String(value)]),
    );
    child = startProcess(line, { cwd, env: { ...plain, ...values } });
    child.stdout?.setEncoding('utf8').on('data', show);
    child.stderr?.setEncoding('utf8').on('data', show);
    child.on('error', ({ message }) => {
      show(`${plainLine(message)}\n`);
      if (line.args) show(`${onlyInShell()}\n`);
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
