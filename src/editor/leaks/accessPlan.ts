import type { TextDocument } from 'vscode';
import type { Dialect } from '../../domain/leaks/dialect.ts';
import { dialectOf } from '../../domain/leaks/dialects.ts';
import { readFromEnvironment, type Change } from '../../domain/leaks/environmentAccess.ts';
import type { Leak } from './leak.ts';
import { findHome, type Home, type KeepParts } from './keepSecret.ts';

/** How a document reads a variable where a secret stands. */
export interface AccessPlan {
  /** What will stand there, e.g. `process.env.GOVRAIL_API_KEY`. */
  readonly access: string;
  readonly changes: readonly Change[];
  readonly home: Home;
  readonly fedBy: (variable: string) => string;
}

const itself = (variable: string) => variable;

/** `undefined` where the variable cannot be read in this place of this language. */
export async function planAccess(
  parts: KeepParts,
  { uri, languageId }: Pick<TextDocument, 'uri' | 'languageId'>,
  text: string,
  leak: Pick<Leak, 'start' | 'end' | 'secret' | 'owner'>,
): Promise<AccessPlan | undefined> {
  const { start, end } = leak;
  const dialect: Dialect | undefined = dialectOf(languageId, uri.path);
  // Whether it can be done does not depend on the name: most places are left here.
  if (!dialect || !readFromEnvironment(text, { start, end }, dialect, 'NAME')) return undefined;
  const fedBy = dialect.fedBy ?? itself;
  const home = await findHome(parts, uri, leak, fedBy);
  const changes = readFromEnvironment(text, { start, end }, dialect, home.variable);
  return changes && { access: dialect.access(home.variable), changes, home, fedBy };
}
