import { t } from '@vscode/l10n';
import { ApiError } from '../../client/apiError.ts';
import { isReached, trialText } from '../../client/trialText.ts';
import type { Secret } from '../../domain/secrets/secret.ts';
import { confirm, agrees, withProgress } from '../../editor/prompts.ts';
import { describeError, isStop } from '../../editor/report.ts';
import { CancelledError } from '../../domain/errors.ts';
import type { Telling, ControlPlanes } from '../ports.ts';
import type { Workspace } from '../../wire/workspaces.ts';

/** What would be kept, and where it would be known by. */
export interface Wanted {
  readonly name: string;
  readonly baseUrl: string;
  /** Told of the control-plane workspaces where the test succeeds. */
  readonly listed?: (workspaces: readonly Workspace[]) => void;
}

/**
 * Asks a control plane who this person is, before anything of the connection is kept. Resolves with
 * why it does not work, or with nothing where it does.
 */
export async function tryConnection(
  ports: Telling & ControlPlanes,
  { baseUrl, listed }: Wanted,
  headers: ReadonlyMap<string, Secret>,
  signal: AbortSignal,
): Promise<string | undefined> {
  // What another identity may see says nothing of this one.
  listed?.([]);
  try {
    const management = await ports.sessions.probe(baseUrl, Object.fromEntries(headers));
    const { workspaces } = await management.me(signal);
    listed?.(workspaces);
    return undefined;
  } catch (error) {
    if (isStop(error)) throw new CancelledError();
    ports.log.error('A connection did not pass its test, and is not kept.', error);
    if (!(error instanceof ApiError)) return (await describeError(error)).sentence;
    const bearers = [...headers].flatMap(([name, value]) =>
      /^bearer /i.test(value.reveal()) ? [name] : [],
    );
    return trialText(error, { names: [...headers.keys()], bearers });
  }
}

/** Whether anything answers at an address, asked without any header: its answer may be a refusal. */
export async function tryAddress(
  ports: ControlPlanes,
  baseUrl: string,
  signal: AbortSignal,
): Promise<string | undefined> {
  try {
    await (await ports.sessions.probe(baseUrl, {})).me(signal);
    return undefined;
  } catch (error) {
    if (isStop(error)) throw new CancelledError();
    if (error instanceof ApiError && isReached(error)) return undefined;
    return (await describeError(error)).sentence;
  }
}

/** Nothing that does not work is kept without this question. */
export function keepsAnyway({ name }: Wanted, because: string): Promise<boolean> {
  return agrees(keepQuestion(name, because));
}

/**
 * Tests what no text is typed for, e.g. a connection without headers.
 * @throws CancelledError where it does not work and the person does not want it all the same
 */
export async function testUnseen(
  ports: Telling & ControlPlanes,
  wanted: Wanted,
  headers: ReadonlyMap<string, Secret>,
): Promise<void> {
  const because = await withProgress(t('Asking {0}', wanted.name), (signal) =>
    tryConnection(ports, wanted, headers, signal),
  );
  if (because !== undefined) await confirm(keepQuestion(wanted.name, because));
}

function keepQuestion(name: string, because: string) {
  return {
    message: t('Keep {0} although it does not work?', name),
    detail: [
      because,
      t(
        'If you keep it, you can edit and test it later. If not, what you have entered is forgotten.',
      ),
    ],
    buttons: [t('Keep Connection')] as const,
  };
}
