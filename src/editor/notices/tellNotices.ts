import { t } from '@vscode/l10n';
import type { Notice } from '../../domain/notices/notice.ts';
import { noticeText } from '../../domain/notices/noticeText.ts';
import { dayMs } from '../../domain/text/days.ts';
import { whereText } from '../connection/askedOn.ts';
import type { SessionContext } from '../keys/snapshot.ts';
import { notify } from '../notify.ts';
import { press } from '../press.ts';
import { serverTime } from '../serverTime.ts';

/** Silence about keys: until a moment, or for ever. */
export interface Silence {
  readonly keyIds: readonly string[];
  readonly until: Date | null;
}

/** Shows one notification; resolves, when it is answered, with the silence that was asked for. */
export async function tellNotices(
  notices: readonly Notice[],
  context: SessionContext,
): Promise<Silence | undefined> {
  const { level, sentence, remedies } = noticeText(notices, serverTime());
  const snooze = t('Snooze for a Day');
  const never = notices.length === 1 ? t('Never Again') : t('Never Again for These');
  const where = context.connection.production ? ` ${whereText(context)}` : '';
  const tell = level === 'info' ? notify.info : notify.warn;
  const labels = remedies.map(({ label }) => label);
  const pressed = await tell(`${sentence}${where}`, ...labels, snooze, never);
  const keyIds = notices.map(({ row }) => row.key.api_key_id);
  if (pressed === snooze) return { keyIds, until: new Date(serverTime().getTime() + dayMs) };
  if (pressed === never) return { keyIds, until: null };
  await press(remedies, pressed);
  return undefined;
}
