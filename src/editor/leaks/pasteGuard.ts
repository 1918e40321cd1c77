import { t } from '@vscode/l10n';
import {
  CancellationError,
  DocumentDropOrPasteEditKind,
  DocumentPasteEdit,
  Range,
  WorkspaceEdit,
  type DocumentPasteEditProvider,
  type TextDocument,
} from 'vscode';
import type { Change } from '../../domain/leaks/change.ts';
import { isLive } from '../../domain/leaks/judge.ts';
import { Secret } from '../../domain/secrets/secret.ts';
import { findIfAny } from '../../domain/secrets/anyForm.ts';
import { isSecretFileName } from '../../dotenv/envFileName.ts';
import type { UndoableWrites } from '../env/undoableWrites.ts';
import type { Log } from '../log.ts';
import { report } from '../report.ts';
import type { KeepParts } from './keepSecret.ts';
import { mostCharacters } from './leak.ts';
import { whoseSecret } from './whoseSecret.ts';
import { planAccess } from './accessPlan.ts';
import { keepSecret, settleOwner } from './keepSecret.ts';

const kind = DocumentDropOrPasteEditKind.Empty.append('keyrail', 'environment');

/** What a provider of paste edits says about itself. */
export const pasteMetadata = { providedPasteEditKinds: [kind], pasteMimeTypes: ['text/plain'] };

/** A paste that keeps the secret first; what it knows of it is not among the fields VS Code reads. */
class GuardedPaste extends DocumentPasteEdit {
  readonly #keep: () => Promise<void>;

  constructor(title: string, keep: () => Promise<void>) {
    // Quotation marks around the place may have to go, so the whole is one edit of its own.
    super('', title, kind);
    this.#keep = keep;
  }

  keep(): Promise<void> {
    return this.#keep();
  }
}

/**
 * Offers to read a secret from the environment instead of pasting it. Only where the pasted text is
 * nothing but the secret of a key that this machine has or had a copy of is that what happens by itself;
 * a plain paste stays one choice away. The text stays in memory.
 */
export function createPasteGuard(
  parts: KeepParts & { readonly log: Log; readonly undoableWrites: UndoableWrites },
): DocumentPasteEditProvider {
  return {
    async provideDocumentPasteEdits(document, ranges, dataTransfer, _context, token) {
      const [range] = ranges;
      if (!range || ranges.length > 1 || isSecretFileName(document.uri.path)) return undefined;
      const text = await dataTransfer.get('text/plain')?.asString();
      if (text === undefined || text.length > mostCharacters) return undefined;
      const [found, another] = findIfAny(text);
      // Of several, each has its own diagnostic once they are pasted.
      if (!found || another) return undefined;
      const secret = new Secret(found.value);
      const lifecycle = await parts.lifecycle();
      if (await lifecycle.dismissals.has(secret)) return undefined;
      const owner = await whoseSecret(lifecycle, parts.keyList.snapshot, secret);
      if (!isLive(owner) || token.isCancellationRequested) return undefined;
      const [from, to] = [document.offsetAt(range.start), document.offsetAt(range.end)];
      const before = document.getText();
      const start = from + found.index;
      const { form } = found;
      const place = { start, end: from + found.end, secret, owner, ...(form && { form }) };
      const after = before.slice(0, from) + text + before.slice(to);
      const plan = await planAccess(parts, document, after, place);
      // A pasted line that defines the variable stays the person's.
      if ('refused' in plan || plan.access === undefined) return undefined;
      const { access, home, fedBy } = plan;
      const changes = editOfPaste(document, { text, from, to }, plan.changes);
      if (!changes) return undefined;
      const title = t('Store Secret and Insert {0}', access);
      const edit = new GuardedPaste(title, async () => {
        const settled = await settleOwner(parts, secret, owner);
        const { write } = await keepSecret(parts, secret, settled, home, fedBy);
        // What is inserted is undone as any paste; the line of the .env by our own command.
        if (write) parts.undoableWrites.add(write);
      });
      edit.additionalEdit = changes;
      const isCertain =
        text.trim() === found.value && (owner.kind === 'own' || owner.kind === 'elsewhere');
      if (!isCertain) edit.yieldTo = [DocumentDropOrPasteEditKind.Text];
      return [edit];
    },
    async resolveDocumentPasteEdit(edit) {
      if (!(edit instanceof GuardedPaste)) return edit;
      try {
        await edit.keep();
        return edit;
      } catch (error) {
        // Nothing is inserted that could not be read: the text is still in the clipboard.
        void report(error, parts.log);
        throw new CancellationError();
      }
    },
  };
}

interface Pasted {
  readonly text: string;
  /** Offsets of what the paste replaces, in the document before it. */
  readonly from: number;
  readonly to: number;
}

/**
 * Changes of the text after the paste as an edit of the document before it: one for the pasted text
 * with the quotation marks that it was pasted between, one for an import. `undefined` where an import
 * would have to go into the pasted text itself.
 */
function editOfPaste(
  document: TextDocument,
  { text, from, to }: Pasted,
  changes: readonly Change[],
): WorkspaceEdit | undefined {
  const end = from + text.length;
  const before = (offset: number) =>
    document.positionAt(offset <= from ? offset : offset - end + to);
  const edit = new WorkspaceEdit();
  for (const [at, change] of changes.entries()) {
    if (at === 0) {
      const range = new Range(
        before(Math.min(change.start, from)),
        before(Math.max(change.end, end)),
      );
      const kept = [
        text.slice(0, Math.max(0, change.start - from)),
        change.text,
        text.slice(change.end - from),
      ];
      edit.replace(document.uri, range, kept.join(''));
    } else if (change.end <= from || change.start >= end) {
      edit.insert(document.uri, before(change.start), change.text);
    } else return undefined;
  }
  return edit;
}
