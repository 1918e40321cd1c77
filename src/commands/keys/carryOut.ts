import type { OperationOptions } from '../../lifecycle/drive/start.ts';
import type { Step } from '../../lifecycle/model/operations.ts';
import { placesText } from '../placements/placesOfKey.ts';
import type { Telling } from '../ports.ts';

/** What is said of an operation before its first place, by the step that it has come to. */
export type StepTexts = Readonly<Partial<Record<Step | 'preparing', string>>>;

/**
 * Carries an operation out while its title is shown, with the place that it has come to; the person may
 * stop it.
 * @param texts without them the title stands alone until the first place
 */
export function carryOut<T>(
  { withProgress }: Pick<Telling, 'withProgress'>,
  title: string,
  operation: (options: OperationOptions) => Promise<T>,
  texts?: StepTexts,
): Promise<T> {
  return withProgress(title, (signal, tell) =>
    operation({
      signal,
      progress(step, places) {
        if (places) tell(placesText(places));
        else if (texts) tell(texts[step] ?? '');
      },
    }),
  );
}
