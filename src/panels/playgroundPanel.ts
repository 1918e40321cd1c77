import { commands, env, window, workspace, type Uri } from 'vscode';
import { assertNever, UserFacingError } from '../domain/errors.ts';
import type { RunParts } from '../editor/firstRun/demoRuns.ts';
import type { Log } from '../editor/log.ts';
import { pastRuns } from '../editor/firstRun/runHistory.ts';
import { openPanel, type Panel } from './panel.ts';
import { createPlayground, defaultRequest, type Playground } from './playground.ts';
import { playgroundStateOf } from './playgroundState.ts';
import {
  playgroundRequest,
  type PlaygroundMessage,
  type PlaygroundRequest,
} from './protocol/playground.ts';

const doors = {
  connect: 'keyrail.connect',
  'create-key': 'keyrail.createKey',
  'import-secret': 'keyrail.importSecret',
  checklist: 'keyrail.openChecklist',
} as const;

/** Opens the playground in an editor tab, with `keyId` chosen where it is given. */
export function openPlaygroundPanel(
  extensionUri: Uri,
  parts: RunParts & { readonly log: Log },
  keyId: string | undefined,
): Panel & { choose(keyId: string): void } {
  const { keyRing, globalState, log } = parts;
  let edition = 0;
  const playground = createPlayground(parts, () => {
    panel.refresh();
  });
  playground.draft = { text: undefined, keyId };

  const handle = async (request: PlaygroundRequest): Promise<void> => {
    switch (request.type) {
      case 'ready':
        return;
      case 'draft': {
        const { text } = request;
        const untouched = text === defaultRequest(keyRing.snapshot.context);
        playground.draft = {
          text: untouched ? undefined : text,
          keyId: request.keyId ?? undefined,
        };
        panel.refresh();
        return;
      }
      case 'run':
        playground.draft = { ...playground.draft, keyId: request.keyId };
        return playground.make(request.text, request.keyId);
      case 'reset':
        playground.draft = { ...playground.draft, text: undefined };
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
      case 'replay':
        return playground.replay();
      case 'show':
        return playground.show(request.runId);
      case 'copy':
        await env.clipboard.writeText(copied(playground, request.what));
        return;
      case 'remedy': {
        const remedy = playground.refusal?.remedy;
        if (remedy) await commands.executeCommand(remedy.command, ...(remedy.args ?? []));
        return;
      }
      case 'open':
        await commands.executeCommand(doors[request.what]);
        return;
      default:
        return assertNever(request);
    }
  };

  const panel = openPanel<PlaygroundRequest, PlaygroundMessage>(extensionUri, log, {
    page: { name: 'playground', title: 'Playground' },
    requests: playgroundRequest,
    state: () => {
      const { snapshot } = keyRing;
      const history = snapshot.context ? pastRuns(globalState, snapshot.context) : [];
      return { type: 'state', state: playgroundStateOf(snapshot, playground, history, edition) };
    },
    handle,
  });

  let workspaceId = keyRing.snapshot.context?.workspaceId;
  const listener = keyRing.onDidChange(() => {
    const now = keyRing.snapshot.context?.workspaceId;
    // The default request names the control-plane workspace; what a person wrote stays.
    if (now !== workspaceId && playground.draft.text === undefined) edition += 1;
    workspaceId = now;
    panel.refresh();
  });
  panel.onDidDispose(() => {
    listener.dispose();
    playground.dispose();
  });
  if (keyRing.snapshot.freshness.kind === 'never') void keyRing.refresh();
  return {
    ...panel,
    choose(id) {
      playground.draft = { ...playground.draft, keyId: id };
      panel.refresh();
    },
  };
}

type Copied = Extract<PlaygroundRequest, { type: 'copy' }>['what'];

function copied({ run, refusal }: Playground, what: Copied): string {
  const texts: Readonly<Record<Copied, string | null | undefined>> = {
    run: run?.id,
    trace: run?.traceId,
    approval: run?.approvalId,
    request: refusal?.requestId,
    response: run?.response,
  };
  const text = texts[what];
  if (text == null) throw new UserFacingError('There is nothing to copy any more.');
  return text;
}
