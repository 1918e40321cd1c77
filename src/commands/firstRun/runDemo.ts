import { serverWord } from '../../domain/text/serverWords.ts';
import { commands, env } from 'vscode';
import * as z from 'zod/mini';
import { t } from '@vscode/l10n';
import type { ApiError } from '../../client/apiError.ts';
import { isThrottled } from '../../client/transport/patience.ts';
import { spanText } from '../../domain/text/spanText.ts';
import { keyLabel, labelWithPrefix } from '../../domain/keys/keyLabel.ts';
import { demoRunRequest, runOutcome } from '../../domain/firstRun/demoRun.ts';
import { assertNever, UserFacingError } from '../../domain/errors.ts';
import { isUsable } from '../../domain/keys/keyStatus.ts';
import type { RunParts } from '../../editor/firstRun/keyRuntime.ts';
import { makeRun, runPlace, settleRun } from '../../editor/firstRun/watchedRun.ts';
import { heldKeys, mayStartRuns } from '../../editor/keys/heldKeys.ts';
import { requireListed } from '../../editor/keys/listed.ts';
import { confirmOnProduction } from '../confirmOnProduction.ts';
import { whereText } from '../../editor/connection/askedOn.ts';
import type { KeyRow, SessionContext } from '../../editor/keys/snapshot.ts';
import type { Asking, Telling, ListedKeys } from '../ports.ts';
import type { Run } from '../../wire/runs.ts';
import { requireRuns } from './requireRuns.ts';
import { parseArguments } from '../argument.ts';
import { chooseKey, pickKey } from '../chooseKey.ts';
import { runPressed } from '../../editor/press.ts';
import { notify } from '../../editor/notify.ts';

/** What a demo run stands on. */
export type RunsDemo = Asking & Telling & ListedKeys & RunParts;

const runDemoArguments = z.strictObject({ keyId: z.optional(z.string()) });

/** Makes the demo run with a key of this editor; answers with its ids and how it ended. */
export async function runDemo(ports: RunsDemo, argument: unknown) {
  const { run, row } = await makeDemoRun(ports, argument);
  if (!ports.prompter.isProgram) void tell(run, row);
  return {
    runId: run.run_id,
    traceId: run.trace_id,
    status: run.status,
    keyId: row.key.api_key_id,
  };
}

/** The same for who tells of it together with something else. */
export async function makeDemoRun(ports: RunsDemo, argument: unknown) {
  const given = parseArguments(runDemoArguments, argument);
  const { prompter } = ports;
  const here = await ports.keyList.here();
  if (!prompter.isProgram) await requireRuns(ports.keyList);
  const row = await runnableKey(ports, given.keyId);
  await agreeToRun(ports, here.context, row);
  const run = await ports.withProgress(t('Making a demo run'), async (signal, step) => {
    const place = await runPlace(ports, here, row);
    const countdown = tellCountdown(step, signal);
    return makeRun(ports, place, row, demoRunRequest(here.context.workspaceSlug), {
      signal,
      onWait: countdown,
    });
  });
  await settleRun(ports, here.context, row.key.api_key_id, run);
  return { run, row };
}

/** A launch of a folder is not to use a key by itself. @throws CancelledError */
async function agreeToRun(ports: Asking, context: SessionContext, row: KeyRow): Promise<void> {
  const run = t('Make Demo Run');
  await confirmOnProduction(ports, context, run);
  if (context.connection.production) return;
  const about = { subject: labelWithPrefix(row), detail: whereText(context) };
  await ports.prompter.agreeTo(run, about);
}

/** The named key; else the only one, or for a program the best one, that can make the run. */
async function runnableKey(ports: Asking & ListedKeys, keyId: string | undefined): Promise<KeyRow> {
  const { prompter } = ports;
  if (keyId !== undefined) {
    const question = { title: t('Make Demo Run'), none: noneHeld };
    const named = await chooseKey(ports, keyId, question, () => true);
    // The row that happens to be selected may be of a key that has ended: that names none.
    if (prompter.isProgram || isUsable(named.status)) return named;
  }
  const able = heldKeys(ports.keyList.snapshot.keys).filter(mayStartRuns);
  const [best] = able;
  if (!best) {
    requireListed(ports.keyList.snapshot);
    throw nothingToRunWith(ports.keyList.snapshot.keys);
  }
  if (able.length === 1) return best;
  const question = { title: t('Make Demo Run'), placeHolder: t('With which key?') };
  return prompter.complete(undefined, {
    ask: () => pickKey(ports, able, question),
    unasked: () => best,
  });
}

const noneHeld = t('There is no key here to make a demo run with. Create one with runs:write.');

function nothingToRunWith(rows: readonly KeyRow[]): UserFacingError {
  const create = { label: t('Create Key…'), command: 'keyrail.createKey' };
  if (rows.length === 0) return new UserFacingError(noneHeld, [create]);
  return new UserFacingError(
    t(
      'This editor holds no copy of a live key that may start runs. Create one with runs:write, or import the secret of one you have.',
    ),
    [create, { label: t('Import Secret…'), command: 'keyrail.importSecret' }],
  );
}

/** Says each second how long the control plane, or a proxy before it, still holds the run back. */
function tellCountdown(step: (message: string) => void, signal: AbortSignal) {
  return (seconds: number, because: ApiError): void => {
    const end = performance.now() + seconds * 1000;
    const timer = setInterval(tick, 1000);
    function tick() {
      const left = Math.ceil((end - performance.now()) / 1000);
      if (left <= 0 || signal.aborted) {
        clearInterval(timer);
        step('');
      } else if (isThrottled(because)) {
        step(t('The rate limit is reached; it goes on in {0}', spanText(left)));
      } else step(t('The control plane is not available; it goes on in {0}', spanText(left)));
    }
    tick();
  };
}

const copyRunId = t('Copy Run ID');
const openChecklist = t('Open Checklist');
const openPlayground = t('Open Playground');

async function tell(run: Run, row: KeyRow): Promise<void> {
  const outcome = runOutcome(run.status);
  const sentence = demoSentence(run, keyLabel(row));
  const pressed = await (outcome === 'succeeded'
    ? notify.info(sentence, copyRunId, openChecklist)
    : notify.warn(sentence, openPlayground, copyRunId, openChecklist));
  if (pressed === copyRunId) await env.clipboard.writeText(run.run_id);
  if (pressed === openChecklist) await commands.executeCommand('keyrail.openChecklist');
  if (pressed === openPlayground) {
    await runPressed({ command: 'keyrail.openPlayground', args: [{ runId: run.run_id }] });
  }
}

/** What a demo run has shown of its key. */
export function demoSentence(run: Run, key: string): string {
  const outcome = runOutcome(run.status);
  switch (outcome) {
    case 'succeeded':
      return t('The demo run {0} completed. The key {1} works.', run.run_id, key);
    case 'waiting':
      return t(
        'The key {0} works. The demo run {1} waits for an approval. The playground shows who may decide it.',
        key,
        run.run_id,
      );
    case 'failed':
      return t(
        'The control plane accepted the key {0}, but the demo run {1} ended as {2}. Make another one.',
        key,
        run.run_id,
        serverWord(run.status),
      );
    case 'open':
      return t(
        'The control plane accepted the key {0}. The demo run {1} is still {2}.',
        key,
        run.run_id,
        serverWord(run.status),
      );
    default:
      return assertNever(outcome);
  }
}
