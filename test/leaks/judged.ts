import { readFromEnvironment } from '../../src/domain/leaks/environmentAccess.ts';
import type { Change, Refusal } from '../../src/domain/leaks/change.ts';
import { dialectOf } from '../../src/domain/leaks/dialects.ts';
import { madeUpSecret, type LeakContext } from '../fixtures/leaks/corpus.ts';
import type { Tool } from './tool.ts';

/** What became of one case under one tool. */
export interface Judged {
  readonly name: string;
  readonly outcome: 'right' | 'wrong' | 'no-program' | Refusal | 'no-dialect';
  /** What the tool says, or said of the piece. */
  readonly said: string;
  readonly after: string;
}

const value = madeUpSecret(3);

/** A text after changes whose offsets are of the text before. */
export function apply(text: string, changes: readonly Change[]): string {
  return [...changes]
    .sort((one, other) => other.start - one.start)
    .reduce((now, { start, end, text: by }) => now.slice(0, start) + by + now.slice(end), text);
}

/** Lets the language itself judge each case before and after the fix that is offered there. */
export function judgeCases(
  { language, wholes, judge }: Tool,
  cases: readonly Pick<LeakContext, 'name' | 'text'>[],
): readonly Judged[] {
  const programs = wholesOf(wholes, judge, cases);
  const fixed = programs.map(({ whole }) =>
    whole === undefined ? undefined : fix(language, whole),
  );
  const texts = fixed.flatMap((each) => each?.after ?? []);
  const said = judge(texts).values();
  return cases.map(({ name }, at): Judged => {
    const { said: against = '' } = programs[at] ?? {};
    const each = fixed[at];
    if (!each) return { name, outcome: 'no-program', said: against, after: '' };
    if (each.after === undefined) return { name, outcome: each.why, said: '', after: '' };
    const now = said.next().value ?? '';
    return { name, outcome: now === '' ? 'right' : 'wrong', said: now, after: each.after };
  });
}

/** Each piece in the first whole that the language takes. */
function wholesOf(
  wholes: Tool['wholes'],
  judge: Tool['judge'],
  cases: readonly Pick<LeakContext, 'text'>[],
): readonly { readonly whole: string | undefined; readonly said: string }[] {
  const found = cases.map(() => ({ whole: undefined as string | undefined, said: '' }));
  for (const around of wholes) {
    const open = found.flatMap((each, at) => (each.whole === undefined ? [at] : []));
    const texts = open.map((at) => around((cases[at]?.text ?? '').replace('@@', value)));
    for (const [nth, said] of judge(texts).entries()) {
      const each = found[open[nth] ?? 0];
      if (!each) continue;
      if (said === '') each.whole = texts[nth];
      else each.said += `${said}\n`;
    }
  }
  return found;
}

/** The text after what is offered, or why nothing is. */
function fix(
  language: string,
  whole: string,
):
  | { readonly after: string }
  | { readonly after?: undefined; readonly why: Refusal | 'no-dialect' } {
  const dialect = dialectOf(language, language === 'direnv' ? '/project/.envrc' : '/project/file');
  if (!dialect) return { why: 'no-dialect' };
  const start = whole.indexOf(value);
  const place = { start, end: start + value.length };
  const reading = readFromEnvironment(whole, place, dialect, 'GOVRAIL_API_KEY');
  const changes = reading.kind === 'read' ? reading.changes : reading.instead;
  if (changes) return { after: apply(whole, changes) };
  return { why: reading.kind === 'refused' ? reading.why : 'out-of-reach' };
}
