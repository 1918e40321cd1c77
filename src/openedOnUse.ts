import type { ExtensionContext } from 'vscode';
import type { DisposableStore } from './editor/disposables.ts';
import type { Loans } from './editor/loans/loans.ts';
import { openOnce } from './editor/openOnce.ts';
import type { AnswerParts } from './editor/terminals/answerTerminal.ts';
import type { Services } from './services.ts';

type OpenedOnUse = Pick<
  Services,
  'programs' | 'scanner' | 'consents' | 'channel' | 'loans' | 'leaks' | 'close'
>;
type Parts = Pick<
  Services,
  | 'log'
  | 'keyList'
  | 'keyNotes'
  | 'envFiles'
  | 'undoableWrites'
  | 'terminals'
  | 'hostState'
  | 'lifecycle'
  | 'refresh'
>;

const onUse = () => import('./editor/onUse.ts');

/** What stays once it is there, and many a window never needs. */
export function createOpenedOnUse(
  context: ExtensionContext,
  parts: Parts,
  owned: DisposableStore,
  callTool: AnswerParts['callTool'],
): OpenedOnUse {
  const { log, keyList, keyNotes, terminals, lifecycle, refresh } = parts;
  const { workspaceState, globalStorageUri } = context;
  const programs = openOnce(async () => {
    const { createKeyPrograms } = await onUse();
    const folder = `${globalStorageUri.fsPath}/programs`;
    return owned.add(await createKeyPrograms(folder, parts.hostState, log));
  });
  const scanner = openOnce(async () =>
    owned.add((await onUse()).createPlacementScanner(lifecycle, keyList)),
  );
  const consents = openOnce(async () => (await onUse()).createConsents(workspaceState));
  const channel = openOnce(async () => {
    const { openTerminalChannel } = await onUse();
    const known = { keyList, lifecycle, keyNotes, consents, terminals, log, callTool };
    return owned.add(await openTerminalChannel(context, known));
  });
  const openLoans = openOnce(async () =>
    owned.add((await onUse()).createLoans({ lifecycle, channel, refresh, log })),
  );
  let lending: Promise<Loans> | undefined;
  const loans = () => (lending = openLoans());
  const leaks = openOnce(async () => {
    const { registerLeakGuard } = await import('./editor/leaks/onUse.ts');
    return owned.add(registerLeakGuard({ ...parts, workspaceState }));
  });
  return {
    programs,
    scanner,
    consents,
    channel,
    loans,
    leaks,
    async close() {
      await (await lending)?.endAll();
    },
  };
}
