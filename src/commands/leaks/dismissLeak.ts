import { t } from '@vscode/l10n';
import { workspace, type TextDocument } from 'vscode';
import { notify } from '../../editor/notify.ts';
import type { Leak } from '../../editor/leaks/leak.ts';
import { report } from '../../editor/report.ts';
import type { Dismissal } from '../../lifecycle/copies/dismissals.ts';
import type { HasLog, JudgesLeaks } from '../ports.ts';

/** Remembers by fingerprint that a value is no secret; one press takes that back. */
export async function dismissLeak(
  services: JudgesLeaks & HasLog,
  document: TextDocument,
  leak: Leak,
) {
  const { dismissals } = await services.lifecycle();
  const where = `${workspace.asRelativePath(document.uri)}:${leak.range.start.line + 1}`;
  const known = await dismissals.add(leak.secret, where);
  const guard = await services.leaks();
  guard.review();
  void offerUndo(services, known);
  return { dismissed: true };
}

async function offerUndo(services: JudgesLeaks & HasLog, known: Dismissal): Promise<void> {
  const undo = t('Undo');
  const sentence = t(
    'The value in {0} does not count as a secret any more, wherever it stands.',
    known.where,
  );
  if ((await notify.info(sentence, undo)) !== undo) return;
  try {
    await (await services.lifecycle()).dismissals.remove(known);
    (await services.leaks()).review();
  } catch (error) {
    await report(error, services.log);
  }
}
