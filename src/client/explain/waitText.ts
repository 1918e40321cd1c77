import { t } from '@vscode/l10n';
import type { ApiError } from '../apiError.ts';
import { spanText } from '../../domain/text/spanText.ts';

/** Throttling and maintenance pass by themselves: nothing is wrong with the address or the headers. */
export const waitText = ({ retryAfterSeconds: seconds = 0 }: ApiError) =>
  seconds === 0
    ? t('That passes by itself. Try again in a moment.')
    : t('That passes by itself. It asks to wait {0}.', spanText(seconds));
