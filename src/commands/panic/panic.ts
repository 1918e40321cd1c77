import { t } from '@vscode/l10n';
import { fileURLToPath } from 'node:url';
import * as z from 'zod/mini';
import { labelWithPrefix } from '../../domain/keys/keyLabel.ts';
import { UserFacingError } from '../../domain/errors.ts';
import { clockTime } from '../../domain/text/relativeTime.ts';
import { sinceWhen } from '../../editor/keys/listed.ts';
import { atOf, describeContext } from '../../editor/keys/snapshot.ts';
import { waitText } from '../../editor/secrets/waitText.ts';
import { panic as panicOver } from '../../lifecycle/protocols/panic.ts';
import type { Asking, Telling, ListedKeys, Operations, Pages } from '../ports.ts';
import { parseArguments } from '../argument.ts';
import { succeed, type Success } from '../keys/outcome.ts';
import { askKeys, notCoveredText } from './askKeys.ts';
import { offerRest } from './offerRest.ts';
import { reachOf, type PanicReach, type Reaches } from './reach.ts';
import { describeLine, describeReach, panicQuestion, terminalsOf } from './reachText.ts';
import { renderReport, type PanicReport } from './report.ts';
import type { Listed, Survey, Surveys } from './survey.ts';

const panicArguments = z.strictObject({
  /** Left out = all keys of the control-plane workspace that are neither revoked nor expired. */
  keyIds: z.optional(z.array(z.string())),
});

/** What a panic stands on: everything that may hold a key. */
type Panics = Asking &
  Telling &
  ListedKeys &
  Operations &
  Surveys &
  Reaches &
  Pick<Pages, 'reports'>;

/** Ends keys of any connection and everything of them on this machine, and says what could not be done. */
export async function panic(ports: Panics, argument: unknown) {
  const given = parseArguments(panicArguments, argument);
  const { prompter } = ports;
  await ports.keyList.here();
  const found = await ports.withProgress(t('Listing the keys of every connection'), () =>
    ports.survey(),
  );
  const targets = await prompter.complete<readonly Listed[]>(undefined, {
    ask: () => askKeys(ports, t('Revoke Keys and Wipe Copies'), requireAny(found)),
    unasked: () => named(ports, found, given.keyIds),
  });
  const rows = targets.flatMap((target) => target.rows);
  if (rows.length === 0) throw noKey(found);

  const reach = await reachOf(ports, targets);
  const notCovered = found.notListed.map(notCoveredText);
  await prompter.confirmOnce({
    message: panicQuestion(targets),
    detail: [...sinceWhen(ports.keyList.snapshot), describeReach(reach), ...notCovered],
    buttons: [rows.length === 1 ? t('Revoke Key') : t('Revoke {0} Keys', rows.length)],
  });
  const done = await ports.withProgress(t('Revoking what was chosen'), async () => {
    const ended = Promise.all(targets.map((target) => endThere(ports, target)));
    await ports.places.endUses(reach.uses);
    return (await ended).flat();
  });
  const clipboard = await ports.emptyClipboard(new Set(rows.map(({ key }) => key.key_prefix)));
  const loans = await ports.loans();
  for (const keyId of reach.borrowers.keys()) loans.closeTerminal(keyId);
  // Lines of a key that is still accepted are to be taken away no less.
  await ports.keyList.refresh();

  const report = renderReport(reportOf(targets, reach, { done, notCovered, clipboard }));
  await ports.reports.show(
    `${t('Revoked and Wiped')} ${clockTime(new Date().toISOString())}`,
    report,
  );
  if (!prompter.isProgram) {
    const left = done.filter(({ ended }) => !ended).map(({ label }) => label);
    void offerRest(ports, reach, { all: rows.length, left });
  }
  return answerOf(found, reach, done);
}

function reportOf(
  targets: readonly Listed[],
  reach: PanicReach,
  { done, ...said }: Pick<PanicReport, 'notCovered' | 'clipboard'> & { done: readonly Ended[] },
): PanicReport {
  const waits = waitsOf(done);
  const left = done.filter(({ ended }) => !ended);
  return {
    ...said,
    where: targets.map(({ context }) => describeContext(context)),
    revoked: done.filter(({ ended }) => ended).map(({ label }) => label),
    alive: left.map(({ label, code }) => ({ label, code })),
    waits: waits === undefined ? undefined : waitText(waits),
    copiesLeft: done.filter(({ copyGone }) => !copyGone).map(({ label }) => label),
    terminals: terminalsOf(reach),
    lines: reach.lines.map(describeLine),
    elsewhere: reach.elsewhere,
    programs: reach.programs.map(({ where }) => where),
  };
}

/** What a program gets to know of it. */
function answerOf({ notListed }: Survey, reach: PanicReach, done: readonly Ended[]) {
  const left = done.filter(({ ended }) => !ended);
  return {
    revoked: done.filter(({ ended }) => ended).map(({ keyId }) => keyId),
    left: left.map(({ keyId, code }) => ({ keyId, code })),
    waits: waitsOf(done) ?? null,
    lines: reach.lines.map(({ file, line, variable }) => ({
      file: diskPathOf(file),
      line,
      variable,
    })),
    elsewhere: reach.elsewhere,
    programs: reach.programs.map(({ where }) => where),
    notCovered: notListed.map(({ connection, because }) => ({
      connectionId: connection.id,
      because,
    })),
  };
}

/** Where a file is on its disk, by its URI; what is on no disk has the path of its own file system. */
function diskPathOf(uri: string): string {
  const { protocol, pathname } = new URL(uri);
  return protocol === 'file:' ? fileURLToPath(uri) : decodeURIComponent(pathname);
}

function waitsOf(done: readonly Ended[]): Ended['waits'] {
  return done.find((each) => each.waits !== undefined)?.waits;
}

/** What a program named; without names everything where this window is. */
function named(
  { keyList }: ListedKeys,
  { listed }: Survey,
  keyIds: readonly string[] | undefined,
): Listed[] {
  const here = keyList.snapshot.context?.workspaceId;
  return listed.flatMap(({ context, rows }) => {
    const wanted = rows.filter(({ key }) =>
      keyIds === undefined ? context.workspaceId === here : keyIds.includes(key.api_key_id),
    );
    return wanted.length === 0 ? [] : [{ context, rows: wanted }];
  });
}

function requireAny(found: Survey): Survey {
  if (found.listed.every(({ rows }) => rows.length === 0)) throw noKey(found);
  return found;
}

function noKey({ notListed }: Survey): UserFacingError {
  return new UserFacingError(
    [t('There is no key to revoke.'), ...notListed.map(notCoveredText)].join(' '),
  );
}

type Panicked = Extract<Success, { kind: 'panicked' }>;

/** What became of one key. */
interface Ended {
  readonly keyId: string;
  readonly label: string;
  readonly ended: boolean;
  readonly copyGone: boolean;
  readonly code: string;
  /** What its connection waits for, where something is left there. */
  readonly waits: Exclude<Panicked['for'], null> | undefined;
}

/** Ends the keys of one control-plane workspace; what stops there keeps no key elsewhere alive. */
async function endThere(
  ports: Telling & ListedKeys & Operations,
  { context, rows }: Listed,
): Promise<Ended[]> {
  const labels = new Map(rows.map((row) => [row.key.api_key_id, labelWithPrefix(row)]));
  try {
    const at = { ...atOf(context), keys: rows.map(({ key }) => key) };
    const done = await succeed(ports, await panicOver(await ports.lifecycle(), at));
    if (done.kind !== 'panicked') throw new Error(`A panic ended as ${done.kind}.`);
    return done.keys.map(({ keyId, ended, copyGone, code }) => ({
      keyId,
      label: labels.get(keyId) ?? keyId,
      ended,
      copyGone,
      code: code ?? '',
      waits: done.for ?? undefined,
    }));
  } catch (error) {
    ports.log.error('A panic could not be begun at a connection.', error);
    const code = error instanceof Error ? error.message : '';
    return [...labels].map(([keyId, label]) => ({
      keyId,
      label,
      ended: false,
      copyGone: false,
      code,
      waits: undefined,
    }));
  }
}
