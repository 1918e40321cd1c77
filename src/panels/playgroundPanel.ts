import { t } from '@vscode/l10n';
import type { Uri, WebviewPanel } from 'vscode';
import type { RunParts } from '../editor/firstRun/keyRuntime.ts';
import { pastRuns, type PastRun } from '../editor/firstRun/runHistory.ts';
import type { Log } from '../editor/log.ts';
import { report } from '../editor/report.ts';
import { carryOut } from './carryOut.ts';
import { elsewhere } from './draft.ts';
import { whenLeft } from './leaving.ts';
import { openPanel, type Panel } from './panel.ts';
import { readPage } from './pageSource.ts';
import { createPlayground, type Playground } from './playground.ts';
import { playgroundStateOf } from './playgroundState.ts';
import {
  playgroundRequest,
  type PlaygroundMessage,
  type PlaygroundRequest,
} from './protocol/playground.ts';

/** What is to be looked at first. */
export interface Wanted {
  readonly keyId?: string | undefined;
  /** A run of this control-plane workspace, wherever it was made. */
  readonly runId?: string | undefined;
}

export interface PlaygroundPanel extends Panel {
  look(wanted: Wanted): void;
}

/** Opens the playground in an editor tab, or in the one that was kept over a reload. */
export async function openPlaygroundPanel(
  extensionUri: Uri,
  parts: RunParts & { readonly log: Log },
  restored?: WebviewPanel,
): Promise<PlaygroundPanel> {
  const page = await readPage(extensionUri.fsPath, 'playground', t('Playground'));
  const { keyList, globalState, log } = parts;
  const refresh = () => {
    panel.refresh();
  };
  const playground = createPlayground(parts, refresh);

  const panel = openPanel<PlaygroundRequest, PlaygroundMessage>(
    extensionUri,
    log,
    {
      page,
      requests: playgroundRequest,
      state: () => {
        const { snapshot } = keyList;
        const history = snapshot.context ? pastRuns(globalState, snapshot.context) : [];
        return { type: 'state', state: playgroundStateOf(snapshot, playground, history) };
      },
      handle: (request) => carryOut(request, parts, playground, refresh),
    },
    restored,
  );

  let workspaceId = keyList.snapshot.context?.workspaceId;
  const listener = keyList.onDidChange(() => {
    const now = keyList.snapshot.context?.workspaceId;
    if (now !== workspaceId) playground.draft = elsewhere(playground.draft);
    workspaceId = now;
    panel.refresh();
  });
  const leaving = whenLeft(keyList, () => {
    playground.session.leave();
  });
  panel.onDidDispose(() => {
    listener.dispose();
    leaving.dispose();
    playground.dispose();
  });
  if (keyList.snapshot.freshness.kind === 'never') void keyList.refresh();
  return {
    ...panel,
    look({ keyId, runId }) {
      if (keyId !== undefined) playground.draft = { ...playground.draft, keyId };
      if (runId !== undefined) {
        showRun(parts, playground, runId).catch((error: unknown) => void report(error, log));
      }
      panel.refresh();
    },
  };
}

/** A run by its id; one that was not made here is read with whatever key is held. */
async function showRun(parts: RunParts, playground: Playground, runId: string): Promise<void> {
  const { context } = await parts.keyList.here();
  const unknown: PastRun = {
    runId,
    traceId: null,
    status: '',
    keyId: null,
    createdAt: '',
    replayOf: null,
  };
  const known = pastRuns(parts.globalState, context).find((each) => each.runId === runId);
  await playground.show(known ?? unknown);
}
