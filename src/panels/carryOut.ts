import { t } from '@vscode/l10n';
import { commands, env, window, workspace } from 'vscode';
import { assertNever, UserFacingError, type Remedy } from '../domain/errors.ts';
import { exampleText } from '../domain/firstRun/exampleRuns.ts';
import type { RunParts } from '../editor/firstRun/keyRuntime.ts';
import type { Snapshot } from '../editor/keys/snapshot.ts';
import { runPressed } from '../editor/press.ts';
import { draftAfter, withExample } from './draft.ts';
import { defaultRequest, rememberedRun, type Playground } from './playground.ts';
import { shownRun } from './playgroundState.ts';
import type { PlaygroundRequest } from './protocol/playground.ts';
import { pendingApproval } from './runApproval.ts';

const commandOf = {
  connect: 'keyrail.connect',
  refresh: 'keyrail.refresh',
  'create-key': 'keyrail.createKey',
  'import-secret': 'keyrail.importSecret',
  checklist: 'keyrail.openChecklist',
} as const;

/**
 * Does what the page of the playground asks for.
 *
 * @param refresh for what changes the draft, of which the session tells nothing
 * @throws UserFacingError for what the page shows no more
 */
export async function carryOut(
  request: PlaygroundRequest,
  parts: RunParts,
  playground: Playground,
  refresh: () => void,
): Promise<void> {
  const { snapshot } = parts.keyList;
  const { state } = playground.session;
  switch (request.type) {
    case 'ready':
      return;
    case 'draft':
      playground.draft = draftAfter(playground.draft, request, defaultRequest(snapshot.context));
      refresh();
      return;
    case 'comment': {
      const { approvalId, text } = request;
      playground.draft = { ...playground.draft, comment: { approvalId, text } };
      return;
    }
    case 'run':
      playground.draft = { ...playground.draft, keyId: request.keyId };
      return playground.make(request.text, request.keyId);
    case 'example': {
      const { name } = request;
      const text =
        name === 'works' ? undefined : exampleText(name, snapshot.context?.workspaceSlug ?? '');
      playground.draft = withExample(playground.draft, text);
      refresh();
      return;
    }
    case 'openAsJson':
      return openAsJson(request.text);
    case 'cancel':
      return playground.cancel();
    case 'stop':
      return playground.stop();
    case 'decide':
      return playground.decide(request.decision, request.comment);
    case 'findApprover':
      return use(approverRemedy(snapshot, playground));
    case 'replay':
      return playground.replay();
    case 'show': {
      const { runId } = request;
      const { past } = state;
      return playground.show(runId === past?.runId ? past : rememberedRun(parts, runId));
    }
    case 'copy':
      await env.clipboard.writeText(copied(snapshot, playground, request.what));
      return;
    case 'instead':
      return useInstead(playground);
    case 'remedy':
      return use(state.refusal?.remedy);
    case 'open':
      await commands.executeCommand(commandOf[request.what]);
      return;
    default:
      return assertNever(request);
  }
}

async function openAsJson(content: string): Promise<void> {
  const document = await workspace.openTextDocument({ language: 'json', content });
  await window.showTextDocument(document);
}

/** What makes somebody who may decide, where nobody may. */
function approverRemedy(snapshot: Snapshot, { session }: Playground): Remedy | undefined {
  const pending = pendingApproval(session.state.reading, snapshot);
  return pending?.approver.kind === 'nobody' ? pending.approver.remedy : undefined;
}

/** The same once more, with the key that the refusal names. */
async function useInstead(playground: Playground): Promise<void> {
  const { refusal } = playground.session.state;
  if (!refusal?.instead) return;
  playground.draft = { ...playground.draft, keyId: refusal.instead.key.api_key_id };
  await playground.session.again();
}

/** @throws UserFacingError where it is not shown any more */
function copied(
  snapshot: Snapshot,
  { session }: Playground,
  what: Extract<PlaygroundRequest, { type: 'copy' }>['what'],
): string {
  const run = shownRun(snapshot, session.state);
  const texts = {
    run: run?.id,
    trace: run?.traceId,
    approval: run?.approvalId,
    request: session.state.refusal?.requestId,
    response: run?.response,
  };
  const text = texts[what];
  if (text == null) throw new UserFacingError(t('There is nothing to copy any more.'));
  return text;
}

/** Nothing where the page shows a button that is there no more. */
async function use(remedy: Remedy | undefined): Promise<void> {
  if (remedy) await runPressed(remedy);
}
