import { t } from '@vscode/l10n';
import { workspace, type TextDocument } from 'vscode';
import type { Leak } from '../../editor/leaks/leak.ts';
import type { Dismissal } from '../../lifecycle/copies/dismissals.ts';
import type { JudgesLeaks } from './judgesLeaks.ts';

/** Remembers by fingerprint that a value is no secret; one press takes that back. */
export async function dismissLeak(ports: JudgesLeaks, document: TextDocument, leak: Leak) {
  const { dismissals } = await ports.lifecycle();
  const where = `${workspace.asRelativePath(document.uri)}:${leak.range.start.line + 1}`;
  const known = await dismissals.add(leak.secret, where);
  const guard = await ports.leaks();
  guard.review();
  void offerUndo(ports, known);
  return { dismissed: true };
}

async function offerUndo(ports: JudgesLeaks, known: Dismissal): Promise<void> {
  const undo = t('Undo');
  const sentence = t(
    'The value in {0} does not count as a secret any more, wherever it stands.',
    known.where,
  );
  if ((await ports.messages.notify.info(sentence, undo)) !== undo) return;
  try {
    await (await ports.lifecycle()).dismissals.remove(known);
    (await ports.leaks()).review();
  } catch (error) {
    await ports.messages.report(error);
  }
}
