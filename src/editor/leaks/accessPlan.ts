import { Uri, type TextDocument } from 'vscode';
import { dialectOf } from '../../domain/leaks/dialects.ts';
import type { Change, Refusal } from '../../domain/leaks/change.ts';
import { readFromEnvironment } from '../../domain/leaks/environmentAccess.ts';
import type { Leak } from './leak.ts';
import { phpOfProject } from './projectWays.ts';
import { findHome, type Home, type KeepParts } from './keepSecret.ts';

/** How a document reads a variable where a secret stands. */
export interface AccessPlan {
  /** What will stand there, e.g. `process.env.GOVRAIL_API_KEY`; `undefined` where its line goes. */
  readonly access: string | undefined;
  readonly changes: readonly Change[];
  readonly home: Home;
  readonly fedBy: (variable: string) => string;
}

/** Why a variable is not read there. */
export interface NoPlan {
  readonly refused: Refusal;
}

/** What is a page as a whole, or a part of one. */
const pages: ReadonlySet<string> = new Set(['html', 'vue', 'svelte']);

const itself = (variable: string) => variable;

/** What is right in this place of this language, or why nothing is. */
export async function planAccess(
  parts: KeepParts,
  { uri, languageId }: Pick<TextDocument, 'uri' | 'languageId'>,
  text: string,
  leak: Pick<Leak, 'start' | 'end' | 'secret' | 'owner' | 'form'>,
): Promise<AccessPlan | NoPlan> {
  const { start, end, form } = leak;
  const language = dialectOf(languageId, uri.path);
  if (pages.has(languageId)) return { refused: 'in-page' };
  if (!language || form) return { refused: 'out-of-reach' };
  // Whether it can be done hardly depends on the name: most places are left here.
  const any = readFromEnvironment(text, { start, end }, language, 'NAME');
  if (any.kind === 'refused') return { refused: any.why };
  const dialect = languageId === 'php' ? await phpOfProject(uri, text) : language;
  const fedBy = dialect.fedBy ?? itself;
  const home = await findHome(parts, uri, leak, fedBy);
  const reading = readFromEnvironment(text, { start, end }, dialect, home.variable);
  if (dialect.inPlaceOfLine !== undefined && !isBeside(uri, home.target?.file)) {
    return { refused: 'out-of-reach' };
  }
  if (reading.kind === 'read') {
    const access = (dialect.scoped?.(text, start) ?? dialect).access(home.variable);
    return { access, changes: reading.changes, home, fedBy };
  }
  // What defines a variable is only taken out where it is kept.
  if (!reading.instead || !home.target) return { refused: reading.why };
  return { access: undefined, changes: reading.instead, home, fedBy };
}

/** Whether this is the `.env` in the folder of the document. */
function isBeside(document: Uri, file: Uri | undefined): boolean {
  return Uri.joinPath(document, '..', '.env').toString() === file?.toString();
}
