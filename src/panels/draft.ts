import type { PlaygroundRequest } from './protocol/playground.ts';

/** What a person has begun in the playground, kept while its tab is hidden. */
export interface Draft {
  /** `undefined` while nobody has changed the default. */
  readonly text: string | undefined;
  readonly keyId: string | undefined;
  readonly comment?: Comment;
  /** Another number where the text became another one by itself: the page takes over only such a text. */
  readonly edition: number;
}

/** Nothing was begun. */
export const emptyDraft: Draft = { text: undefined, keyId: undefined, edition: 0 };

/** What is to be kept with the decision of an approval; it is nothing to another one. */
interface Comment {
  readonly approvalId: string;
  readonly text: string;
}

type Told = Extract<PlaygroundRequest, { type: 'draft' }>;

/** The draft after the page told what is in its form; `untouched` is the default request. */
export function draftAfter(
  before: Draft,
  { text, keyId }: Pick<Told, 'text' | 'keyId'>,
  untouched: string,
): Draft {
  return {
    ...before,
    text: text === untouched ? undefined : text,
    // A page whose keys are not listed yet has none to name; that is no choice.
    keyId: keyId ?? before.keyId,
  };
}

/** The draft with an example's text in place of whatever was written; `undefined` is the default. */
export function withExample(before: Draft, text: string | undefined): Draft {
  return { ...before, text, edition: before.edition + 1 };
}

/** In another control-plane workspace the default request is another one; what a person wrote stays. */
export function elsewhere(before: Draft): Draft {
  return before.text === undefined ? { ...before, edition: before.edition + 1 } : before;
}

/** What was written beside this approval. */
export function commentOn({ comment }: Draft, approvalId: string | undefined): string {
  return comment?.approvalId === approvalId ? (comment?.text ?? '') : '';
}
