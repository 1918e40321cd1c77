import assert from 'node:assert/strict';
import { eventually } from '../../journeys/support/eventually.ts';
import { answerWith } from './windowOf.ts';

/** A question that the window shows, until it is answered. */
interface Open {
  readonly text: string;
  /** `undefined`: dismissed. */
  answer(button: string | undefined): void;
}

export interface OpenQuestions {
  /** The next question, once it is there. */
  next(): Promise<Open>;
  /** Those that nobody has taken. */
  readonly left: readonly Open[];
  dispose(): void;
}

/** A person who lets modal questions stand until the test answers them. */
export function openQuestions(): OpenQuestions {
  const open: Open[] = [];
  const dispose = answerWith({
    showWarningMessage: (text, options) =>
      new Promise((resolve) => {
        // `as`: only modal questions are asked here.
        const { detail = '' } = options as { readonly detail?: string };
        open.push({ text: `${text}\n${detail}`, answer: resolve });
      }),
  });
  return {
    async next() {
      const found = await eventually(
        'A question',
        () => open.shift(),
        (each) => each !== undefined,
      );
      assert.ok(found);
      return found;
    },
    left: open,
    dispose,
  };
}
