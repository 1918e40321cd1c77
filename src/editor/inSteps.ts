/** Where a question stands among those of one command, by VS Code's convention for several inputs. */
export interface StepAt {
  readonly step: number;
  readonly totalSteps: number;
  readonly hasBack: boolean;
}

/** The person has pressed Back: caught where the question before is asked again. */
export class BackPressed extends Error {
  override readonly name = 'BackPressed';
}

/** Asks one question after the other; Back leads to the one before. @throws CancelledError */
export async function askInSteps(
  questions: readonly ((at: StepAt) => Promise<void>)[],
): Promise<void> {
  const totalSteps = questions.length;
  for (let index = 0; index < totalSteps;) {
    try {
      await questions[index]?.({ step: index + 1, totalSteps, hasBack: index > 0 });
      index++;
    } catch (error) {
      if (!(error instanceof BackPressed)) throw error;
      index--;
    }
  }
}
