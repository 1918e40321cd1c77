import { t } from '@vscode/l10n';
import type { DebugConfiguration, WorkspaceFolder } from 'vscode';
import { UserFacingError } from '../../domain/errors.ts';
import { injectedEnv, referencesIn, type InjectParts } from './injectedEnv.ts';
import { report } from '../report.ts';

/** The configuration with secrets in the place of references; `undefined` stops the launch. */
export async function resolveLaunch(
  parts: InjectParts,
  folder: WorkspaceFolder | undefined,
  configuration: DebugConfiguration,
): Promise<DebugConfiguration | undefined> {
  try {
    const env: unknown = configuration['env'];
    const references = referencesIn(env);
    refuseWhereShown(configuration);
    const values = await injectedEnv(parts, references, {
      folder,
      what: t('launch “{0}”', configuration.name),
    });
    return { ...configuration, env: { ...(typeof env === 'object' ? env : {}), ...values } };
  } catch (error) {
    void report(error, parts.log);
    return undefined;
  }
}

/** Debuggers that start programs in a terminal unless they are told otherwise. */
const inTerminalByDefault = new Set(['debugpy', 'python', 'node-terminal']);

/**
 * VS Code types a program's environment into the terminal that it starts it in, where the value is on
 * the screen and in the shell's history; a debugger's trace holds it too. @throws UserFacingError
 */
function refuseWhereShown(configuration: DebugConfiguration): void {
  const { type, console: where, terminal, trace } = configuration as Record<string, unknown>;
  const shown = where ?? terminal;
  const isShown =
    shown === undefined
      ? inTerminalByDefault.has(String(type))
      : typeof shown === 'string' && /^(integrated|external)/.test(shown);
  if (isShown) {
    throw new UserFacingError(
      t(
        'The launch was stopped: in a terminal the debugger would type the secret onto the screen and into the shell’s history. Set "console": "internalConsole" in launch.json, or give this folder’s terminals the key instead of a reference.',
      ),
      [
        { label: t('Open launch.json'), command: 'workbench.action.debug.configure' },
        { label: t('Use in terminals'), command: 'keyrail.useInTerminal' },
      ],
    );
  }
  if (isTraced(trace)) {
    throw new UserFacingError(
      t(
        'The launch was stopped: with "trace" the debugger would write the secret into its log. Take "trace" out of launch.json.',
      ),
      [{ label: t('Open launch.json'), command: 'workbench.action.debug.configure' }],
    );
  }
}

/** `true`, a level, or js-debug's object, in which no `logFile` means that none is written. */
function isTraced(trace: unknown): boolean {
  if (typeof trace !== 'object' || trace === null) return Boolean(trace);
  return 'logFile' in trace ? Boolean(trace.logFile) : true;
}
