import { t } from '@vscode/l10n';
import { commands } from 'vscode';
import { runOutcome } from '../../domain/firstRun/demoRun.ts';
import { keyLabel } from '../../domain/keys/keyLabel.ts';
import { notify } from '../../editor/notify.ts';
import type { UndoableWrite } from '../../editor/env/undoableWrites.ts';
import type { KeyRow } from '../../editor/keys/snapshot.ts';
import { runPressed } from '../../editor/press.ts';
import type { Telling, ListedKeys, EnvWrites } from '../ports.ts';
import type { Run } from '../../wire/runs.ts';
import { takeBackPressed, undoButton } from '../placements/undoWrite.ts';
import { demoSentence } from './runDemo.ts';

const openChecklist = t('Open Checklist');
const openPlayground = t('Open Playground');

/** What the quick start wrote, which the person has seen line by line before, and what takes it back. */
interface Written {
  /** After the first, what is read instead of it. */
  readonly told: readonly string[];
  readonly place: string;
  readonly undoable: UndoableWrite | undefined;
}

/** The end of the quick start in one message: that the key works, where its secret is, what comes next. */
export async function tellFirstKey(
  ports: Telling & ListedKeys & EnvWrites,
  run: Run,
  row: KeyRow,
  written: Written | undefined,
): Promise<void> {
  const works = runOutcome(run.status) === 'succeeded';
  const hidden = written?.told.slice(1) ?? [];
  const sentences = [
    works ? t('{0} works.', keyLabel(row)) : demoSentence(run, keyLabel(row)),
    ...(written ? [written.place, ...hidden] : []),
  ];
  const next = works ? openChecklist : openPlayground;
  const tell = works && hidden.length === 0 ? notify.info : notify.warn;
  const undoable = written?.undoable;
  const pressed = await tell(sentences.join(' '), next, ...(undoable ? [undoButton] : []));
  if (pressed === undoButton && undoable) await takeBackPressed(ports, undoable);
  if (pressed === openChecklist) await commands.executeCommand('keyrail.openChecklist');
  if (pressed === openPlayground) {
    await runPressed({ command: 'keyrail.openPlayground', args: [{ runId: run.run_id }] });
  }
}
