import { t } from '@vscode/l10n';
import type { ApiError } from '../apiError.ts';
import { spanText } from '../../domain/text/spanText.ts';

/** Throttling and maintenance pass by themselves: nothing is wrong with the address or the headers. */
export const waitText = ({ retryAfterSeconds: seconds = 0 }: ApiError) =>
  seconds === 0
    ? t('That passes by itself. Try again in a moment.')
    : t('That passes by itself. It asks to wait {0}.', spanText(seconds));

/** What a gateway says of a way that is cut for a moment; 520 to 524 are a large one's own. */
const passing = new Set([408, 425, 429, 502, 503, 504, 520, 521, 522, 523, 524]);

/** Another failure of a gateway may be one of its own, which no waiting ends. */
export const gatewayText = (error: ApiError) =>
  error.retryAfterSeconds !== undefined || passing.has(error.status ?? 0)
    ? waitText(error)
    : t('Try again later. If it stays, the administrator of the gateway has to set it right.');
