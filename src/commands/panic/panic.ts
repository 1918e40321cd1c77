import { t } from '@vscode/l10n';
import * as z from 'zod/mini';
import { window, workspace } from 'vscode';
import { UserFacingError } from '../../domain/errors.ts';
import { corner } from '../../editor/corner.ts';
import { askedOn, whereText } from '../../editor/connection/production.ts';
import { endTerminalUses } from '../../editor/placements/terminalEnd.ts';
import { isAnswered } from '../../editor/ownArguments.ts';
import { confirm, withProgress } from '../../editor/prompts.ts';
import { requireListed, sinceWhen } from '../../editor/keys/listed.ts';
import { atOf, keyLabel } from '../../editor/keys/snapshot.ts';
import { waitText } from '../../editor/secrets/factText.ts';
import { panic as panicOver } from '../../lifecycle/protocols/panic.ts';
import type { Services } from '../../services.ts';
import { parseArguments } from '../argument.ts';
import { calledByProgram } from '../caller.ts';
import { succeed } from '../keys/outcome.ts';
import { requireManagement } from '../../editor/connection/role.ts';
import { askKeys } from './askKeys.ts';
import { clearClipboard } from './clearClipboard.ts';
import { reachOf, type EnvLine, type PanicReach } from './reach.ts';
import { renderReport } from './report.ts';

const panicArguments = z.strictObject({
  /** Left out = all keys of the control-plane workspace that are neither revoked nor expired. */
  keyIds: z.optional(z.array(z.string())),
});

/** Ends keys and everything of them on this machine, and says what could not be done. */
export async function panic(services: Services, argument: unknown) {
  const given = parseArguments(panicArguments, argument);
  const byProgram = calledByProgram(argument);
  const { context } = await services.keyRing.here();
  requireManagement(context, t('revoke keys'));
  await services.refresh();
  const { snapshot } = services.keyRing;
  requireListed(snapshot);
  const alive = snapshot.keys.filter(
    ({ status }) => status.kind !== 'revoked' && status.kind !== 'expired',
  );
  const rows = byProgram
    ? alive.filter(({ key }) => given.keyIds?.includes(key.api_key_id) ?? true)
    : await askKeys(t('Panic'), alive, context);
  if (rows.length === 0) throw new UserFacingError(t('There is no key to revoke.'));

  const reach = await reachOf(services, context, rows);
  if (!isAnswered(argument)) {
    const revoke = t('Revoke {0} keys', rows.length);
    await confirm({
      message: askedOn(context.connection, t('Revoke {0} keys now?', rows.length), (name) =>
        t('Revoke {0} keys on production {1} now?', rows.length, name),
      ),
      detail: [...sinceWhen(snapshot), describeReach(reach), whereText(context)],
      buttons: [revoke],
    });
  }
  const room = await services.room();
  const at = atOf(context);
  const outcome = await withProgress(t('Revoking {0} keys', rows.length), async () => {
    const panicked = panicOver(room, { ...at, keys: rows.map(({ key }) => key) });
    await endTerminalUses(room, services.terminals, reach.uses);
    return panicked;
  });
  const clipboard = await clearClipboard(new Set(rows.map(({ key }) => key.key_prefix)));
  const loans = await services.loans();
  for (const keyId of reach.borrowers.keys()) loans.closeTerminal(keyId);
  const done = await succeed(services, outcome);
  if (done.kind !== 'panicked') throw new Error(`A panic ended as ${done.kind}.`);

  const labels = new Map(rows.map((row) => [row.key.api_key_id, keyLabel(row)]));
  const named = (keyId: string) => labels.get(keyId) ?? keyId;
  const left = done.keys.filter(({ ended }) => !ended);
  const report = renderReport({
    where: whereText(context),
    revoked: done.keys.filter(({ ended }) => ended).map(({ keyId }) => named(keyId)),
    alive: left.map(({ keyId, code }) => ({ label: named(keyId), code: code ?? '' })),
    waits: done.for === null ? undefined : waitText(done.for),
    copiesLeft: done.keys.filter(({ copyGone }) => !copyGone).map(({ keyId }) => named(keyId)),
    terminals: terminalsOf(reach),
    clipboard,
    lines: reach.lines.map(describeLine),
  });
  const document = await workspace.openTextDocument({ language: 'markdown', content: report });
  await window.showTextDocument(document, { preview: false });
  if (!byProgram)
    void offerRest(
      services,
      reach,
      left.map(({ keyId }) => named(keyId)),
    );
  return {
    revoked: done.keys.filter(({ ended }) => ended).map(({ keyId }) => keyId),
    left: left.map(({ keyId, code }) => ({ keyId, code })),
    waits: done.for,
    lines: reach.lines.map(({ file, line, variable }) => ({ file: file.fsPath, line, variable })),
  };
}

/** What happens when the person says yes, one line a kind. */
function describeReach(reach: PanicReach): readonly string[] {
  const { rows, copies, lines } = reach;
  const names = rows.slice(0, 10).map(keyLabel).join(', ');
  const terminals = terminalsOf(reach);
  const files = [...new Set(lines.map(({ file }) => workspace.asRelativePath(file)))];
  return [
    rows.length > 10
      ? t('Refused at once, for good: {0} and {1} more.', names, rows.length - 10)
      : t('Refused at once, for good: {0}.', names),
    t('Local copies removed from this editor: {0}.', copies),
    ...(terminals.length > 0
      ? [t('Terminals that lose the value: {0}.', terminals.join('; '))]
      : []),
    t('The clipboard is emptied if it holds one of the values.'),
    files.length > 0
      ? t('Lines in {0} are listed, and removed when you say so.', files.join(', '))
      : t('No .env line of the open folders holds one of the values.'),
    t('What cannot be reached now is done as soon as it can be. There is no undo.'),
  ];
}

function terminalsOf({ uses, borrowers }: PanicReach): string[] {
  return [
    ...uses.map(({ folder, variable }) => `${folder.name}, ${variable}`),
    ...[...borrowers.values()].map((name) => t('“{0}”, closed', name)),
  ];
}

function describeLine({ file, line, variable, label }: EnvLine): string {
  const where = workspace.asRelativePath(file);
  return `${line === undefined ? where : `${where}:${line}`}, ${variable} (${label})`;
}

async function offerRest(
  services: Services,
  { rows, lines }: PanicReach,
  left: readonly string[],
): Promise<void> {
  const remove = t('Remove .env lines');
  const buttons = lines.length > 0 ? [remove] : [];
  const revoked = t('{0} of {1} keys are revoked.', rows.length - left.length, rows.length);
  const pressed = await (left.length > 0
    ? corner.warn(
        t('{0} Not yet: {1}. Keyrail goes on with that by itself.', revoked, left.join(', ')),
        ...buttons,
      )
    : corner.info(revoked, ...buttons));
  if (pressed !== remove) return;
  const stayed = await services.envFiles.removeAll(lines.map(({ placement }) => placement));
  await services.refresh();
  const names = lines.filter(({ placement }) => stayed.includes(placement)).map(describeLine);
  if (names.length === 0) {
    void corner.info(t('{0} .env lines are removed.', lines.length));
    return;
  }
  void corner.warn(t('These lines could not be removed: {0}.', names.join('; ')));
}
