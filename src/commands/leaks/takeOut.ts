import { t } from '@vscode/l10n';
import { Range, workspace, WorkspaceEdit, type TextDocument } from 'vscode';
import { UserFacingError } from '../../domain/errors.ts';
import type { Change } from '../../domain/leaks/change.ts';
import { isLive, ownerName } from '../../domain/leaks/judge.ts';
import { planAccess } from '../../editor/leaks/accessPlan.ts';
import {
  keepSecret,
  settleOwner,
  usualVariable,
  type SettledOwner,
} from '../../editor/leaks/keepSecret.ts';
import type { Leak } from '../../editor/leaks/leak.ts';
import type { UndoableWrite } from '../../editor/env/undoableWrites.ts';
import type { JudgesLeaks } from './judgesLeaks.ts';
import { offerUndo, takeBackPressed, undoButton } from '../placements/undoWrite.ts';
import type { Asking, ListedKeys, LocalKeys, EnvWrites, ControlPlanes } from '../ports.ts';

/** What takes a secret out of a text stands on. */
export type TakesOut = JudgesLeaks & ListedKeys & LocalKeys & EnvWrites & ControlPlanes;

/** A leak, and the version of the document that it was found in. */
export interface FoundLeak {
  readonly document: TextDocument;
  readonly version: number;
  readonly leak: Leak;
}

/** First the secret goes where it belongs, then the text changes; what is not kept is not taken out. */
export async function readInstead(ports: TakesOut, { document, version, leak }: FoundLeak) {
  const { secret } = leak;
  checkUnchanged(document, version);
  const plan = await planAccess(ports, document, document.getText(), leak);
  if ('refused' in plan) throw new UserFacingError(t('A variable cannot be read in this place.'));
  const { home, changes, access, fedBy } = plan;
  const owner = await settleOwner(ports, secret, leak.owner);
  if (!home.target) await confirmUnkept(ports, document, owner);
  const kept = await keepSecret(ports, secret, owner, home, fedBy);
  const before = document.getText();
  await applyTo(document, version, changes);
  const write = kept.write && withText(kept.write, document, { before, after: document.getText() });
  if (write) ports.undoableWrites.add(write);
  (await ports.leaks()).review();
  if (kept.copied) await ports.keyList.refresh();
  const variable = fedBy(home.variable);
  const place = document.uri.scheme === 'file' ? workspace.asRelativePath(document.uri) : '';
  const done = whatWasDone(access, variable, kept.file);
  void tellDone(ports, { tracked: leak.tracked, owner, done, place, write });
  return { variable, file: kept.file ?? null };
}

function whatWasDone(access: string | undefined, variable: string, file: string | undefined) {
  if (access !== undefined) {
    return file === undefined
      ? t('{0} stands where the secret was. Set {1} where the program runs.', access, variable)
      : t('{0} stands where the secret was, and {1} is in {2}.', access, variable, file);
  }
  return file === undefined
    ? t('The line is taken out. Set {0} where the program runs.', variable)
    : t('The line is taken out, and {0} is in {1}.', variable, file);
}

/** What stands in a text that nothing reads makes room for the name of the variable. */
export async function putPlaceholder(ports: TakesOut, { document, version, leak }: FoundLeak) {
  const { secret, start, end } = leak;
  checkUnchanged(document, version);
  const owner = await settleOwner(ports, secret, leak.owner);
  await confirmUnkept(ports, document, owner);
  const variable = usualVariable(document.uri, owner);
  const home = { variable, target: undefined, isThere: false };
  const { copied } = await keepSecret(ports, secret, owner, home, (name) => name);
  await applyTo(document, version, [{ start, end, text: `<${variable}>` }]);
  (await ports.leaks()).review();
  if (copied) await ports.keyList.refresh();
  const place = document.uri.scheme === 'file' ? workspace.asRelativePath(document.uri) : '';
  const done = copied
    ? t('{0} stands where the secret was. This editor keeps the secret.', `<${variable}>`)
    : t('{0} stands where the secret was.', `<${variable}>`);
  void tellDone(ports, { tracked: leak.tracked, owner, done, place, write: undefined });
  return { variable, file: null };
}

/**
 * The same write with the text that changed because of it. The secret stands in the text again before its
 * line goes, so that it is never nowhere.
 */
function withText(
  write: UndoableWrite,
  { uri }: TextDocument,
  { before, after }: { readonly before: string; readonly after: string },
): UndoableWrite {
  return {
    ...write,
    async undo() {
      const document = await workspace.openTextDocument(uri);
      // The text last: while the file is read, VS Code may take over what another program wrote into it.
      const isAsLeft = (await isOnDisk(document, after)) && document.getText() === after;
      const end = document.positionAt(document.getText().length);
      const edit = new WorkspaceEdit();
      edit.replace(uri, new Range(document.positionAt(0), end), before);
      if (!isAsLeft || !(await workspace.applyEdit(edit))) {
        throw new UserFacingError(
          t(
            '{0} has changed since. Nothing was undone: the secret stays in {1}.',
            workspace.asRelativePath(uri),
            write.name,
          ),
        );
      }
      await write.undo();
    },
  };
}

/** Whether its file, unless there are changes that are not saved, says this: VS Code may not have read it yet. */
async function isOnDisk(document: TextDocument, expected: string): Promise<boolean> {
  if (document.isDirty || document.isUntitled) return true;
  const { uri } = document;
  const text = await workspace.decode(await workspace.fs.readFile(uri), { uri });
  const lines = (all: string) => all.replaceAll('\r\n', '\n');
  return lines(text) === lines(expected);
}

async function applyTo(
  document: TextDocument,
  version: number,
  changes: readonly Change[],
): Promise<void> {
  const edit = new WorkspaceEdit();
  for (const { start, end, text } of changes) {
    const range = new Range(document.positionAt(start), document.positionAt(end));
    edit.replace(document.uri, range, text);
  }
  checkUnchanged(document, version);
  if (!(await workspace.applyEdit(edit))) throw changedMeanwhile();
}

function checkUnchanged(document: TextDocument, version: number): void {
  if (document.version !== version) throw changedMeanwhile();
}

const changedMeanwhile = () =>
  new UserFacingError(
    t('The file was changed meanwhile, so the secret still stands there. Try the fix again.'),
  );

/** Only of keys that are known here a copy can be kept. @throws CancelledError */
async function confirmUnkept(
  { prompter }: Asking,
  document: TextDocument,
  owner: SettledOwner,
): Promise<void> {
  if (owner.kind === 'own') return;
  await prompter.confirm({
    message: t('Take the secret out of {0}?', workspace.asRelativePath(document.uri)),
    detail: t(
      'Nothing else here keeps it, for it is of no key that this editor knows. Copy it first if it is still needed.',
    ),
    buttons: [t('Take It Out')],
  });
}

interface Done {
  readonly tracked: boolean;
  readonly owner: SettledOwner;
  /** What was done, as a sentence. */
  readonly done: string;
  readonly place: string;
  readonly write: UndoableWrite | undefined;
}

/** What was once committed, or may have been, is only ended by another key. */
async function tellDone(
  ports: TakesOut,
  { tracked, owner, done, place, write }: Done,
): Promise<void> {
  if (!tracked || owner.kind !== 'own' || !isLive(owner)) {
    if (write) await offerUndo(ports, done, write);
    else ports.messages.say(done);
    return;
  }
  const rotate = t('Rotate with Overlap');
  const pressed = await ports.messages.notify.warn(
    t(
      '{0} The history of git may still hold the secret of {1}: save {2}, then rotate the key.',
      done,
      ownerName(owner),
      place,
    ),
    rotate,
    ...(write ? [undoButton] : []),
  );
  if (write && pressed === undoButton) await takeBackPressed(ports, write);
  if (pressed !== rotate) return;
  await ports.messages.runPressed({
    command: 'keyrail.rotateKeyWithOverlap',
    args: [{ keyId: owner.keyId }],
  });
}
