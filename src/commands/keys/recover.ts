import { t } from '@vscode/l10n';
import { operationNames, waitText } from '../../editor/secrets/factText.ts';
import { withProgress } from '../../editor/prompts.ts';
import type { Services } from '../../services.ts';
import { corner } from '../../editor/corner.ts';

/** Resumes what a crash or a lost answer left half done, and says what is still waiting. */
export async function recover(services: Services) {
  const { settled, waiting } = await withProgress(t('Finishing what was interrupted'), () =>
    services.recovery.run(),
  );
  const left = waiting.map((entry) =>
    t(
      'Not finished: {0}. {1}',
      operationNames[entry.operation],
      entry.for ? waitText(entry.for) : t('Its turn comes.'),
    ),
  );
  const sentences =
    settled === 0 && waiting.length === 0
      ? [t('Nothing was interrupted.')]
      : [t('Finished: {0}.', settled), ...left];
  void corner.info(sentences.join(' '));
  return { settled, waiting: waiting.map(({ operationId }) => operationId) };
}
