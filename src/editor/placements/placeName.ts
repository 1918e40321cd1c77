import { t } from '@vscode/l10n';
import { programPlaceText } from '../../domain/keys/programPlaceText.ts';
import type { Placement } from '../../lifecycle/copies/placement.ts';
import { shownFile, shownFolder } from '../shownPath.ts';

/** `app/.env, GOVRAIL_API_KEY`, `app/config.json`, `terminals of app` or `pass (password store): app/GOVRAIL_API_KEY`. */
export function describePlace({ place }: Pick<Placement, 'place'>): string {
  if (place.kind === 'env') return `${shownFile(place.file)}, ${place.variable}`;
  if (place.kind === 'text') return shownFile(place.file);
  if (place.kind === 'program') return programPlaceText(place);
  return t('terminals of {0}', shownFolder(place.folder));
}
