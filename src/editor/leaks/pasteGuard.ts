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
import type { Change } from '../../domain/leaks/environmentAccess.ts';
import { isLive } from '../../domain/leaks/judge.ts';
import { Secret } from '../../domain/secrets/secret.ts';
import { findSecrets } from '../../domain/secrets/secretFormat.ts';
import { isSecretFileName } from '../../dotenv/envFileName.ts';
import type { Log } from '../log.ts';
import { report } from '../report.ts';
import type { AccessPlan } from './accessPlan.ts';
import type { KeepParts } from './keepSecret.ts';
import { mostCharacters } from './leak.ts';
import { whoseSecret } from './whoseSecret.ts';

const kind = DocumentDropOrPasteEditKind.Empty.append('keyrail', 'environment');

/** What a provider of paste edits says about itself. */
export const pasteMetadata = { providedPasteEditKinds: [kind], pasteMimeTypes: ['text/plain'] };

/** A paste that keeps the secret first; what it knows of it is not among the fields VS Code reads. */
class GuardedPaste extends DocumentPasteEdit {
  readonly #keep: () => Promise<void>;

  constructor(insertText: string, title: string, keep: () => Promise<void>) {
    super(insertText, title, kind);
    this.#keep = keep;
  }

  keep(): Promise<void> {
    return this.#keep();
  }
}

/**
 * Offers to read a secret from the environment instead of pasting it. Only where the pasted text is
 * nothing but the secret of a key that is known is that what happens by itself; a plain paste stays
 * one choice away. The text stays in memory.
 */
export function createPasteGuard(
  parts: KeepParts & { readonly log: Log },
): DocumentPasteEditProvider {
  return {
    async provideDocumentPasteEdits(document, ranges, dataTransfer, _context, token) {
      const [range] = ranges;
      if (!range || ranges.length > 1 || isSecretFileName(document.uri.path)) return undefined;
      const text = await dataTransfer.get('text/plain')?.asString();
      if (text === undefined || text.length > mostCharacters) return undefined;
      const [found, another] = findSecrets(text);
      // Of several, each has its own diagnostic once they are pasted.
      if (!found || another) return undefined;
      const secret = new Secret(found.value);
      const room = await parts.room();
      if (await room.dismissals.has(secret)) return undefined;
      const owner = await whoseSecret(room, parts.keyRing.snapshot, secret);
      if (!isLive(owner) || token.isCancellationRequested) return undefined;
      const [from, to] = [document.offsetAt(range.start), document.offsetAt(range.end)];
      const before = document.getText();
      const start = from + found.index;
      const place = { start, end: start + found.value.length, secret };
      const after = before.slice(0, from) + text + before.slice(to);
      const { planAccess } = await import('./accessPlan.ts');
      const plan = await planAccess(parts, document, after, place);
      if (!plan) return undefined;
      const { access, home, fedBy } = plan;
      const fitted = fitPaste(document, { text, from, to }, plan);
      if (!fitted) return undefined;
      const title = t('Store the secret and insert {0}', access);
      const edit = new GuardedPaste(fitted.insert, title, async () => {
        const { keepSecret } = await import('./keepSecret.ts');
        await keepSecret(parts, secret, owner, home, fedBy);
      });
      edit.additionalEdit = fitted.around;
      const isCertain = text.trim() === found.value && owner.kind !== 'unknown';
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
 * Divides changes of the text after the paste into what is inserted and what changes around it: the
 * quotation marks that a secret was pasted between, an import.
 */
function fitPaste(
  document: TextDocument,
  { text, from, to }: Pasted,
  { changes }: AccessPlan,
): { readonly insert: string; readonly around: WorkspaceEdit } | undefined {
  const end = from + text.length;
  const around = new WorkspaceEdit();
  const before = (offset: number) =>
    document.positionAt(offset <= from ? offset : offset - end + to);
  let insert: string | undefined;
  for (const change of changes) {
    const reaches = change.start <= end && change.end >= from;
    if (change.end <= from && change !== changes[0]) {
      around.insert(document.uri, before(change.start), change.text);
    } else if (change.start >= end && change !== changes[0]) {
      around.insert(document.uri, before(change.start), change.text);
    } else if (reaches && insert === undefined) {
      insert = insideOf({ text, from, to }, change);
      if (change.start < from) {
        around.delete(document.uri, new Range(before(change.start), document.positionAt(from)));
      }
      if (change.end > end) {
        around.delete(document.uri, new Range(document.positionAt(to), before(change.end)));
      }
    } else return undefined;
  }
  return insert === undefined ? undefined : { insert, around };
}

/** The pasted text with the change made, as far as it lies inside. */
function insideOf({ text, from }: Pasted, { start, end, text: by }: Change): string {
  return text.slice(0, Math.max(0, start - from)) + by + text.slice(Math.max(0, end - from));
}
