import { t } from '@vscode/l10n';
import { waitText } from '../../editor/secrets/factText.ts';
import { withProgress } from '../../editor/prompts.ts';
import type { Services } from '../../services.ts';
import { corner } from '../../editor/corner.ts';

/** Resumes what a crash or a lost answer left half done, and says what is still waiting. */
export async function recover(services: Services) {
  const { settled, waiting } = await withProgress(t('Finishing what was interrupted'), () =>
    services.recovery.run(),
  );
  const lines = waiting.map((entry) =>
    t('{0} waits {1}', entry.operation, entry.for ? waitText(entry.for) : t('for its turn')),
  );
  const sentence =
    settled === 0 && waiting.length === 0
      ? t('Nothing was interrupted.')
      : [t('{0} finished', settled), ...lines].join('; ') + '.';
  void corner.info(sentence);
  return { settled, waiting: waiting.map(({ operationId }) => operationId) };
}
