import { t } from '@vscode/l10n';
import {
  CodeLens,
  Hover,
  MarkdownString,
  type Position,
  type Range,
  type TextDocument,
} from 'vscode';
import { commandLink } from '../editor/commandLink.ts';
import { keyLabel } from '../domain/keys/keyLabel.ts';
import { whatIsNext } from '../domain/keys/keyRow.ts';
import { statusLabels } from '../domain/keys/statusText.ts';
import { ownLines, ownPrefixes } from '../editor/env/ownLines.ts';
import type { KeyRow } from '../editor/keys/snapshot.ts';
import { appendPlain } from '../editor/plainMarkdown.ts';
import type { LifecycleContext } from '../lifecycle/context.ts';
import { ownArgument } from '../editor/ownArguments.ts';
import { ticketFor } from '../editor/tickets.ts';
import { keyTooltip } from './keyItem.ts';
import { serverTime } from '../editor/serverTime.ts';

/** What the lines of a `.env` are compared with. */
export interface EnvHintParts {
  readonly lifecycle: () => Promise<LifecycleContext>;
  readonly connectionId: string;
  readonly rows: readonly KeyRow[];
}

interface Hint {
  readonly range: Range;
  readonly row: KeyRow;
}

/** Above each line that holds one of our keys: what it is, *rotate*, *where else*. */
export async function envCodeLenses(
  document: TextDocument,
  parts: EnvHintParts,
): Promise<CodeLens[]> {
  const now = serverTime();
  return (await findHints(document, parts)).flatMap(({ range, row }) => {
    const node = ownArgument({ keyId: row.key.api_key_id });
    // Not what its row says: where it is one sees here, and a long lens is cut off.
    const words = [keyLabel(row), statusLabels[row.status.kind], whatIsNext(row, now)].join(' · ');
    const lenses = [
      new CodeLens(range, {
        title: `$(key) ${words}`,
        command: 'keyrail.whereIsIt',
        arguments: [node],
      }),
    ];
    if (row.status.kind !== 'revoked') {
      lenses.push(
        new CodeLens(range, {
          title: t('Rotate'),
          command: 'keyrail.rotateKeyWithOverlap',
          arguments: [node],
        }),
      );
    }
    lenses.push(
      new CodeLens(range, {
        title: t('Show Other Places'),
        command: 'keyrail.whereIsIt',
        arguments: [node],
      }),
    );
    return lenses;
  });
}

/** The key of the line under the mouse, and what can be done with it; never its value. */
export async function envHover(
  document: TextDocument,
  position: Position,
  parts: EnvHintParts,
): Promise<Hover | undefined> {
  const hints = await findHints(document, parts);
  const hint = hints.find(({ range }) => range.start.line === position.line);
  if (!hint) return undefined;
  const { row, range } = hint;
  const name = new MarkdownString();
  appendPlain(name, keyLabel(row));
  // What can be done comes first: VS Code cuts off a long hover.
  return new Hover([name, ways(row), keyTooltip(row, serverTime())], range);
}

/** What can be done from here, as links. Only these two commands are let out of the hover. */
function ways({ key, status }: KeyRow): MarkdownString {
  const links = new MarkdownString();
  const link = (label: string, command: string) =>
    commandLink(label, command, ticketFor(command, { keyId: key.api_key_id }));
  const rotate = link(t('Rotate'), 'keyrail.rotateKeyWithOverlap');
  const where = link(t('Show Other Places'), 'keyrail.whereIsIt');
  links.isTrusted = { enabledCommands: ['keyrail.rotateKeyWithOverlap', 'keyrail.whereIsIt'] };
  links.appendMarkdown(status.kind === 'revoked' ? where : `${rotate} · ${where}`);
  return links;
}

/** Keys are known by prefix, so that a line is explained also where this editor has no copy. */
async function findHints(
  document: TextDocument,
  { lifecycle, rows, connectionId }: EnvHintParts,
): Promise<Hint[]> {
  const byPrefix = new Map(rows.map((row) => [row.key.key_prefix, row]));
  if (byPrefix.size === 0) return [];
  const text = Buffer.from(document.getText());
  const lines = (await ownLines(text, ownPrefixes(byPrefix.keys()))) ?? [];
  const hints: Hint[] = [];
  for (const { line, value } of lines) {
    const row = byPrefix.get(value.keyPrefix);
    if (!row) continue;
    // A copy tells a value that was cut or changed from the real one.
    const { copies, placements } = await lifecycle();
    const copy = await copies.marker(connectionId, row.key.api_key_id);
    if (copy && (await placements.fingerprint(value)) !== copy.fingerprint) continue;
    hints.push({ range: document.lineAt(line - 1).range, row });
  }
  return hints;
}
