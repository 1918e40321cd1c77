import { hole, type Answers, type Command, type Question } from './recipe.ts';

/** Controls, and what moves or hides text: none of it is in a name of anything. */
const unseen = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u;
const longest = 500;

/** Why an answer is not taken; the words for the person are the caller's. */
export type AnswerTrouble = 'missing' | 'leading-dash' | 'unseen-signs' | 'too-long' | 'pattern';

/**
 * Whether an answer may stand in a command. A leading dash would make an option of it, a line break a second line
 * of what the program writes or asks.
 */
export function answerTrouble(question: Question, answer: string): AnswerTrouble | undefined {
  if (answer === '') return isNeedless(question) ? undefined : 'missing';
  if (answer.length > longest) return 'too-long';
  if (unseen.test(answer)) return 'unseen-signs';
  if (answer.startsWith('-')) return 'leading-dash';
  if (question.pattern === undefined) return undefined;
  return new RegExp(`^(?:${question.pattern})$`, 'u').test(answer) ? undefined : 'pattern';
}

/**
 * The answers with the defaults of those that are not given, in the one way in which a place is named;
 * `undefined` where one may not be used.
 */
export function completeAnswers(
  questions: readonly Question[],
  given: Answers,
): Answers | undefined {
  const complete = Object.create(null) as Record<string, string>;
  for (const question of questions) {
    const own = Object.hasOwn(given, question.name) ? given[question.name] : undefined;
    const answer = own ?? question.default ?? '';
    if (answerTrouble(question, answer) !== undefined) return undefined;
    if (answer === '') continue;
    complete[question.name] = question.ignoresCase ? answer.toLowerCase() : answer;
  }
  return complete;
}

/** The arguments with the answers in their holes; a hole without an answer is an error outside of a group. */
export function fillArguments(command: Command, answers: Answers): readonly string[] {
  return command.args.flatMap((argument) => {
    if (typeof argument === 'string') return [fill(argument, answers)];
    const isGiven = argument.flatMap(holesOf).every((name) => Object.hasOwn(answers, name));
    return isGiven ? argument.map((each) => fill(each, answers)) : [];
  });
}

/** Variables for the program, without those that need an answer that is not given. */
export function fillEnvironment(
  variables: Readonly<Record<string, string>>,
  answers: Answers,
): Readonly<Record<string, string>> {
  const entries = Object.entries(variables).filter(([, value]) =>
    holesOf(value).every((name) => Object.hasOwn(answers, name)),
  );
  return Object.fromEntries(entries.map(([name, value]) => [name, fill(value, answers)]));
}

/** The names of the holes in a text. */
export function holesOf(text: string): readonly string[] {
  return [...text.matchAll(hole)].map(([, name = '']) => name);
}

/** A text with the answers in its holes. @throws RangeError for a hole that nothing fills */
export function fill(text: string, answers: Answers, write = (answer: string) => answer): string {
  return text.replace(hole, (_all, name: string, url?: string) => {
    const answer = Object.hasOwn(answers, name) ? answers[name] : undefined;
    if (answer === undefined) throw new RangeError(`Nothing fills {${name}}.`);
    return url === undefined ? write(answer) : encodeURIComponent(answer);
  });
}

function isNeedless({ optional, default: usual }: Question): boolean {
  return optional === true || usual !== undefined;
}
