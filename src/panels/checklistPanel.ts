import { t } from '@vscode/l10n';
import { commands, env, Uri, type WebviewPanel } from 'vscode';
import { evidenceNote } from '../domain/firstRun/evidence.ts';
import { noEvidence } from '../domain/firstRun/noEvidence.ts';
import { assertNever, UserFacingError } from '../domain/errors.ts';
import type { StepCommand, StepId } from '../domain/firstRun/firstRunState.ts';
import {
  watchFirstRun,
  type FirstRunParts,
  type FirstRunWatch,
} from '../editor/firstRun/firstRunWatch.ts';
import { pastRuns } from '../editor/firstRun/runHistory.ts';
import type { Snapshot } from '../editor/keys/snapshot.ts';
import { ownArgument } from '../editor/ownArguments.ts';
import { runPressed } from '../editor/press.ts';
import { checklistStateOf, linksOf } from './checklistState.ts';
import { openPanel, type Panel } from './panel.ts';
import { readPage } from './pageSource.ts';
import {
  checklistRequest,
  type ChecklistMessage,
  type ChecklistRequest,
  type ChecklistState,
} from './protocol/checklist.ts';

const commandOf = {
  refresh: ['keyrail.refresh'],
  'switch-connection': ['keyrail.switchConnection'],
  'switch-workspace': ['keyrail.switchWorkspace'],
  playground: ['keyrail.openPlayground'],
  walkthrough: ['workbench.action.openWalkthrough', 'keyrail.keyrail#firstRun'],
  'export-evidence': ['keyrail.exportEvidence'],
  'quick-start': ['keyrail.quickStart'],
} as const;

export interface ChecklistPanel extends Panel {
  /** Unfolds a step and leads to it. */
  look(step: StepId): void;
}

/** Opens the first-run checklist in an editor tab, or in the one that was kept over a reload. */
export async function openChecklistPanel(
  extensionUri: Uri,
  parts: FirstRunParts,
  restored?: WebviewPanel,
): Promise<ChecklistPanel> {
  const page = await readPage(extensionUri.fsPath, 'checklist', t('First run'));
  const { keyList, globalState, log } = parts;
  let wanted: ChecklistState['wanted'] = null;
  const watch = watchFirstRun(
    parts,
    ({ detail }) => detail?.onboarding.checklist.demo_run_succeeded === true,
  );
  const panel = openPanel<ChecklistRequest, ChecklistMessage>(
    extensionUri,
    log,
    {
      page,
      requests: checklistRequest,
      state: () => {
        const { snapshot } = keyList;
        const history = snapshot.context ? pastRuns(globalState, snapshot.context) : [];
        const { evidence } = watch;
        return {
          type: 'state',
          state: checklistStateOf(snapshot, watch.page, { evidence, history, wanted }),
        };
      },
      handle: (request) => carryOut(request, keyList.snapshot, watch),
    },
    restored,
  );
  watch.onDidChange(() => {
    panel.refresh();
  });
  panel.onDidDispose(() => {
    watch.dispose();
  });
  if (keyList.snapshot.freshness.kind === 'never') void keyList.refresh();
  return {
    ...panel,
    look(step) {
      wanted = { step, edition: (wanted?.edition ?? 0) + 1 };
      panel.refresh();
    },
  };
}

/** @throws UserFacingError for what the page shows no more */
async function carryOut(
  request: ChecklistRequest,
  snapshot: Snapshot,
  { page, evidence }: FirstRunWatch,
): Promise<void> {
  switch (request.type) {
    case 'ready':
      return;
    case 'doStep':
      return run(page.steps.find(({ id }) => id === request.step)?.command);
    case 'openBlocker':
      return run(page.blockers.find(({ code }) => code === request.code)?.command);
    case 'copyEvidence': {
      if (!evidence) throw new UserFacingError(noEvidence(snapshot.detail));
      await env.clipboard.writeText(evidenceNote(evidence, request.form));
      return;
    }
    case 'open': {
      const [id, ...args] = commandOf[request.what];
      // The press of a button on our page is the person's own.
      await commands.executeCommand(id, ...(args.length > 0 ? args : [ownArgument({})]));
      return;
    }
    case 'openLink': {
      const link = linksOf(snapshot).find(({ name }) => name === request.name);
      if (!link) throw new UserFacingError(t('The web console is not known any more.'));
      await env.openExternal(Uri.parse(link.url));
      return;
    }
    default:
      return assertNever(request);
  }
}

/** Runs a step's command as a person does from a row: its errors are shown with their buttons. */
async function run(step: StepCommand | undefined): Promise<void> {
  if (!step) {
    throw new UserFacingError(t('This step has changed meanwhile. Look at the page again.'));
  }
  await runPressed({ command: step.id, args: step.args });
}
