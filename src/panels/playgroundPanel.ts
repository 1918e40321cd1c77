import { commands, env, window, workspace, type Uri, type WebviewPanel } from 'vscode';
import { t } from '@vscode/l10n';
import { assertNever, UserFacingError, type Remedy } from '../domain/errors.ts';
import type { RunParts } from '../editor/firstRun/keyRuntime.ts';
import { pastRuns, type PastRun } from '../editor/firstRun/runHistory.ts';
import type { Log } from '../editor/log.ts';
import { runPressed } from '../editor/press.ts';
import { report } from '../editor/report.ts';
import { draftAfter } from './draft.ts';
import { whenLeft } from './leaving.ts';
import { openPanel, type Panel } from './panel.ts';
import { readPage } from './pageSource.ts';
import { createPlayground, defaultRequest, rememberedRun, type Playground } from './playground.ts';
import { exampleText } from '../domain/firstRun/exampleRuns.ts';
import { playgroundStateOf, shownRun } from './playgroundState.ts';
import { pendingApproval } from './runApproval.ts';
import {
  playgroundRequest,
  type PlaygroundMessage,
  type PlaygroundRequest,
} from './protocol/playground.ts';

const commandOf = {
  connect: 'keyrail.connect',
  refresh: 'keyrail.refresh',
  'create-key': 'keyrail.createKey',
  'import-secret': 'keyrail.importSecret',
  checklist: 'keyrail.openChecklist',
} as const;

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
  let edition = 0;
  const playground = createPlayground(parts, () => {
    panel.refresh();
  });

  const handle = async (request: PlaygroundRequest): Promise<void> => {
    switch (request.type) {
      case 'ready':
        return;
      case 'draft': {
        const untouched = defaultRequest(keyList.snapshot.context);
        playground.draft = draftAfter(playground.draft, request, untouched);
        panel.refresh();
        return;
      }
      case 'comment': {
        const { approvalId, text } = request;
        playground.draft = { ...playground.draft, comment: { approvalId, text } };
        return;
      }
      case 'run':
        playground.draft = { ...playground.draft, keyId: request.keyId };
        return playground.make(request.text, request.keyId);
      case 'example':
        playground.draft = {
          ...playground.draft,
          text:
            request.name === 'works'
              ? undefined
              : exampleText(request.name, keyList.snapshot.context?.workspaceSlug ?? ''),
        };
        edition += 1;
        panel.refresh();
        return;
      case 'openAsJson': {
        const document = await workspace.openTextDocument({
          language: 'json',
          content: request.text,
        });
        await window.showTextDocument(document);
        return;
      }
      case 'cancel':
        return playground.cancel();
      case 'stop':
        return playground.stop();
      case 'decide':
        return playground.decide(request.decision, request.comment);
      case 'findApprover': {
        const pending = pendingApproval(playground.session.reading, keyList.snapshot);
        return use(pending?.approver.kind === 'nobody' ? pending.approver.remedy : undefined);
      }
      case 'replay':
        return playground.replay();
      case 'show':
        return playground.show(
          request.runId === playground.session.past?.runId
            ? playground.session.past
            : rememberedRun(parts, request.runId),
        );
      case 'copy':
        await env.clipboard.writeText(copied(request.what));
        return;
      case 'instead': {
        const { refusal } = playground.session;
        if (!refusal?.instead) return;
        playground.draft = { ...playground.draft, keyId: refusal.instead.key.api_key_id };
        return playground.session.again();
      }
      case 'remedy':
        return use(playground.session.refusal?.remedy);
      case 'open':
        await commands.executeCommand(commandOf[request.what]);
        return;
      default:
        return assertNever(request);
    }
  };

  const copied = (what: Extract<PlaygroundRequest, { type: 'copy' }>['what']): string => {
    const run = shownRun(keyList.snapshot, playground.session);
    const texts = {
      run: run?.id,
      trace: run?.traceId,
      approval: run?.approvalId,
      request: playground.session.refusal?.requestId,
      response: run?.response,
    };
    const text = texts[what];
    if (text == null) throw new UserFacingError(t('There is nothing to copy any more.'));
    return text;
  };

  const panel = openPanel<PlaygroundRequest, PlaygroundMessage>(
    extensionUri,
    log,
    {
      page,
      requests: playgroundRequest,
      state: () => {
        const { snapshot } = keyList;
        const history = snapshot.context ? pastRuns(globalState, snapshot.context) : [];
        return { type: 'state', state: playgroundStateOf(snapshot, playground, history, edition) };
      },
      handle,
    },
    restored,
  );

  let workspaceId = keyList.snapshot.context?.workspaceId;
  const listener = keyList.onDidChange(() => {
    const now = keyList.snapshot.context?.workspaceId;
    // The default request names the control-plane workspace; what a person wrote stays.
    if (now !== workspaceId && playground.draft.text === undefined) edition += 1;
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

/** Nothing where the page shows a button that is there no more. */
async function use(remedy: Remedy | undefined): Promise<void> {
  if (remedy) await runPressed(remedy);
}

/** A run by its id; one that was not made here is read with whatever key is held. */
async function showRun(parts: RunParts, playground: Playground, runId: string): Promise<void> {
  const { context } = await parts.keyList.here();
  const elsewhere: PastRun = {
    runId,
    traceId: null,
    status: '',
    keyId: null,
    createdAt: '',
    replayOf: null,
  };
  const known = pastRuns(parts.globalState, context).find((each) => each.runId === runId);
  await playground.show(known ?? elsewhere);
}
