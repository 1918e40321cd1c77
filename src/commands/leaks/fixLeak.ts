import { t } from '@vscode/l10n';
import * as z from 'zod/mini';
import {
  commands,
  Position,
  Range,
  Uri,
  window,
  workspace,
  WorkspaceEdit,
  type TextDocument,
} from 'vscode';
import { corner } from '../../editor/corner.ts';
import { UserFacingError } from '../../domain/errors.ts';
import { isLive } from '../../domain/leaks/judge.ts';
import { planAccess } from '../../editor/leaks/accessPlan.ts';
import { keepSecret, usualVariable } from '../../editor/leaks/keepSecret.ts';
import type { Leak } from '../../editor/leaks/leak.ts';
import { leakFixes, offerFixes } from '../../editor/leaks/leakActions.ts';
import { pick } from '../../editor/prompts.ts';
import type { Services } from '../../services.ts';
import { parseArguments } from '../argument.ts';
import { say } from '../keys/outcome.ts';
import { dismissLeak } from './dismissLeak.ts';

const fixArguments = z.strictObject({
  file: z.optional(z.string()),
  line: z.optional(z.number()),
  character: z.optional(z.number()),
  fix: z.optional(z.enum(leakFixes)),
});

/** Fixes the leaked secret at a place, by default at the cursor; asks how where that is not given. */
export async function fixLeak(services: Services, argument: unknown) {
  const given = parseArguments(fixArguments, argument);
  const { document, position } = await placeOf(given);
  const guard = await services.leaks();
  const leak = (await guard.leaksOf(document)).find(({ range }) => range.contains(position));
  if (!leak) {
    throw new UserFacingError(t('There is no leaked secret here. Put the cursor into one.'));
  }
  if (given.fix === undefined) {
    const offered = await offerFixes(services, document, leak);
    const choices = offered.map((fix) => ({ label: fix.title, value: fix }));
    const { command, argument: next } = await pick(choices, { title: t('Fix a leaked secret') });
    return commands.executeCommand(command, next);
  }
  switch (given.fix) {
    case 'environment':
      return readIt(services, document, leak);
    case 'placeholder':
      return putPlaceholder(services, document, leak);
    case 'ignore-file':
      return ignoreFile(services, document);
    case 'not-a-secret':
      return dismissLeak(services, document, leak);
  }
}

async function placeOf({ file, line, character }: z.infer<typeof fixArguments>) {
  if (file !== undefined) {
    const document = await workspace.openTextDocument(Uri.parse(file));
    return { document, position: new Position(line ?? 0, character ?? 0) };
  }
  const editor = window.activeTextEditor;
  if (!editor) throw new UserFacingError(t('Open the file and put the cursor into the secret.'));
  return { document: editor.document, position: editor.selection.active };
}

/** First the secret goes where it belongs, then the text changes; what is not kept is not taken out. */
async function readIt(services: Services, document: TextDocument, leak: Leak) {
  const { secret, owner } = leak;
  const { version } = document;
  const plan = await planAccess(services, document, document.getText(), leak);
  if (!plan) throw new UserFacingError(t('A variable cannot be read in this place.'));
  const { home, changes, access, fedBy } = plan;
  const kept = await keepSecret(services, secret, owner, home, fedBy);
  await applyTo(document, version, changes);
  (await services.leaks()).review();
  if (kept.copied) await services.refresh();
  const variable = fedBy(home.variable);
  const place = document.uri.scheme === 'file' ? workspace.asRelativePath(document.uri) : '';
  const done =
    kept.file === undefined
      ? t('{0} stands where the secret was. Set {1} where the program runs.', access, variable)
      : t('{0} stands where the secret was, and {1} is in {2}.', access, variable, kept.file);
  void offerRotation(leak, done, place);
  return { variable, file: kept.file ?? null };
}

async function putPlaceholder(services: Services, document: TextDocument, leak: Leak) {
  const { secret, owner, start, end } = leak;
  const { version } = document;
  const variable = usualVariable(document.uri, owner);
  const home = { variable, target: undefined, isThere: false };
  const { copied } = await keepSecret(services, secret, owner, home, (name) => name);
  await applyTo(document, version, [{ start, end, text: `<${variable}>` }]);
  (await services.leaks()).review();
  if (copied) await services.refresh();
  const place = document.uri.scheme === 'file' ? workspace.asRelativePath(document.uri) : '';
  const done = copied
    ? t('{0} stands where the secret was. This editor keeps the secret.', `<${variable}>`)
    : t('{0} stands where the secret was.', `<${variable}>`);
  void offerRotation(leak, done, place);
  return { variable, file: null };
}

async function applyTo(
  document: TextDocument,
  version: number,
  changes: readonly { readonly start: number; readonly end: number; readonly text: string }[],
): Promise<void> {
  const edit = new WorkspaceEdit();
  for (const { start, end, text } of changes) {
    const range = new Range(document.positionAt(start), document.positionAt(end));
    edit.replace(document.uri, range, text);
  }
  if (document.version !== version || !(await workspace.applyEdit(edit))) {
    throw new UserFacingError(
      t('The file was changed meanwhile, so the secret still stands there. Try the fix again.'),
    );
  }
}

/** What was once committed, or may have been, is only ended by another key. */
async function offerRotation({ owner, tracked }: Leak, done: string, place: string): Promise<void> {
  if (!tracked || owner.kind !== 'own' || !isLive(owner)) {
    say(done);
    return;
  }
  const rotate = t('Rotate with overlap');
  const pressed = await corner.warn(
    t(
      '{0} The history of git may still hold the secret of {1}: save {2}, then rotate the key.',
      done,
      owner.label,
      place,
    ),
    rotate,
  );
  if (pressed !== rotate) return;
  await commands.executeCommand('keyrail.rotateKeyWithOverlap', {
    node: 'key',
    keyId: owner.keyId,
  });
}

async function ignoreFile(services: Services, document: TextDocument) {
  const folder = workspace.getWorkspaceFolder(document.uri);
  if (folder?.uri.scheme !== 'file') {
    throw new UserFacingError(t('The file lies in no open folder on disk.'));
  }
  const { addToGitignore } = await import('../../dotenv/gitGuard.ts');
  await addToGitignore(folder.uri.fsPath, document.uri.fsPath);
  (await services.leaks()).review();
  say(t('Git ignores {0} now.', workspace.asRelativePath(document.uri)));
  return { ignored: true };
}
