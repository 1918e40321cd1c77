import { t } from '@vscode/l10n';
import {
  CompletionItem,
  CompletionItemKind,
  Hover,
  MarkdownString,
  Range,
  type Position,
  type TextDocument,
} from 'vscode';
import { keyLabel } from '../domain/keys/keyLabel.ts';
import { UserFacingError } from '../domain/errors.ts';
import { keyRow } from '../domain/keys/keyRow.ts';
import { statusLabels } from '../domain/keys/statusText.ts';
import { heldKeys } from '../editor/keys/heldKeys.ts';
import { appendPlain } from '../editor/plainMarkdown.ts';
import { keyReferredTo, referenceStart } from '../editor/references/secretReference.ts';
import type { KeyRow } from '../editor/keys/snapshot.ts';
import { keyTooltip } from './keyItem.ts';
import { serverTime } from '../editor/serverTime.ts';

/** References to the keys that this editor could give, where a value of an `env` is typed. */
export function completeReference(
  document: TextDocument,
  position: Position,
  rows: readonly KeyRow[],
): CompletionItem[] {
  const range = valueAt(document, position);
  if (!range) return [];
  const begun = document.getText(new Range(range.start, position));
  const isBeginning = begun === '' || referenceStart.startsWith(begun);
  if (!isBeginning && !begun.startsWith(referenceStart)) return [];
  const now = serverTime();
  return heldKeys(rows).map((row, place) => {
    const { description } = keyRow(row, now);
    const text = `${referenceStart}${row.name ?? row.key.key_prefix}`;
    const item = new CompletionItem(
      { label: text, description: statusLabels[row.status.kind] },
      CompletionItemKind.Reference,
    );
    item.detail = description;
    item.documentation = t('Replaced by the secret just before it is started. No file holds it.');
    item.range = range;
    item.filterText = text;
    item.sortText = String(place).padStart(5, '0');
    return item;
  });
}

/** What a reference stands for, or why it would stop the launch; never the value. */
export function hoverReference(
  document: TextDocument,
  position: Position,
  rows: readonly KeyRow[],
): Hover | undefined {
  const range = valueAt(document, position);
  const value = range && document.getText(range);
  if (!value?.startsWith(referenceStart)) return undefined;
  const text = new MarkdownString();
  try {
    const row = keyReferredTo(value.slice(referenceStart.length).trim(), rows);
    appendPlain(
      text,
      t("{0}: given to what is started here, from this editor's copy.", keyLabel(row)),
    );
    text.appendMarkdown('\n\n');
    text.appendMarkdown(keyTooltip(row, serverTime()).value);
  } catch (error) {
    if (!(error instanceof UserFacingError)) throw error;
    appendPlain(text, error.message);
  }
  return new Hover(text, range);
}

/** The string value that the position is in, without its quotation marks; on one line, as JSON is. */
function valueAt(document: TextDocument, { line, character }: Position): Range | undefined {
  const { text } = document.lineAt(line);
  for (const match of text.matchAll(/:\s*"((?:[^"\\]|\\.)*)("|$)/g)) {
    const end = match.index + match[0].length - (match[2]?.length ?? 0);
    const start = end - (match[1]?.length ?? 0);
    if (character >= start && character <= end) return new Range(line, start, line, end);
  }
  return undefined;
}
