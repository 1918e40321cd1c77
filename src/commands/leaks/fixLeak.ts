import { t } from '@vscode/l10n';
import * as z from 'zod/mini';
import { commands, Position, Uri, window, workspace, type TextDocument } from 'vscode';
import { UserFacingError } from '../../domain/errors.ts';
import { leakFixes, offerFixes } from '../../editor/leaks/leakActions.ts';
import { ownArgument } from '../../editor/ownArguments.ts';
import type { JudgesLeaks } from './judgesLeaks.ts';
import { parseArguments } from '../argument.ts';
import { dismissLeak } from './dismissLeak.ts';
import { putPlaceholder, readInstead, type TakesOut } from './takeOut.ts';
import { addToGitignore } from '../../dotenv/gitignore.ts';

const fixArguments = z.strictObject({
  file: z.optional(z.string()),
  line: z.optional(z.number()),
  character: z.optional(z.number()),
  fix: z.optional(z.enum(leakFixes)),
});

/** Fixes the leaked secret at a place, by default at the cursor; asks how where that is not given. */
export async function fixLeak(ports: TakesOut, argument: unknown) {
  const given = parseArguments(fixArguments, argument);
  const { document, position } = await placeOf(given);
  const guard = await ports.leaks();
  // Of the text that is looked into: what is typed from now on may move the secret.
  const { version } = document;
  const leak = (await guard.leaksOf(document)).find(({ range }) => range.contains(position));
  if (!leak) {
    throw new UserFacingError(t('There is no leaked secret here. Put the cursor into one.'));
  }
  if (given.fix === undefined) {
    const offered = await offerFixes(ports, document, leak);
    const choices = offered.map((fix) => ({ label: fix.title, value: fix }));
    const { command, argument: next } = await ports.prompter.pick(choices, {
      title: t('Fix Leaked Secret'),
    });
    return commands.executeCommand(command, ownArgument(next));
  }
  switch (given.fix) {
    case 'environment':
      return readInstead(ports, { document, version, leak });
    case 'placeholder':
      return putPlaceholder(ports, { document, version, leak });
    case 'ignore-file':
      return ignoreFile(ports, document);
    case 'not-a-secret':
      return dismissLeak(ports, document, leak);
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

async function ignoreFile(ports: JudgesLeaks, document: TextDocument) {
  const folder = workspace.getWorkspaceFolder(document.uri);
  if (folder?.uri.scheme !== 'file') {
    throw new UserFacingError(t('The file lies in no open folder on disk.'));
  }
  await addToGitignore(folder.uri.fsPath, document.uri.fsPath);
  (await ports.leaks()).review();
  ports.messages.say(t('Git ignores {0} now.', workspace.asRelativePath(document.uri)));
  return { ignored: true };
}
