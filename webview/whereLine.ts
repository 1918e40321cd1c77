import { t } from '@vscode/l10n';
import type { ShownFreshness, Where } from '../src/panels/protocol/where.ts';
import { h } from './dom.ts';
import { clock, dayAndTime } from './moments.ts';

/** The session context on one line: where, and whether it is production. */
export function whereLine(where: Where | null): HTMLElement {
  const names = where ? [where.connection, where.workspace].filter((name) => name !== null) : [];
  return h(
    'p',
    { class: 'where', 'aria-label': t('Session context') },
    h('strong', {}, names.length === 0 ? t('Not connected') : names.join(' · ')),
    where && ' ',
    where &&
      h(
        'span',
        { class: where.production ? 'tag warning' : 'tag' },
        where.production ? t('production') : t('non-production'),
      ),
    where?.role ? h('span', { class: 'quiet' }, ` ${t('Role: {0}', where.role)}`) : null,
  );
}

/** How far what is shown can be trusted, in words. */
export function freshnessText(freshness: ShownFreshness): string {
  switch (freshness.kind) {
    case 'never':
      return t('Not read yet');
    case 'fresh':
      return t('As of {0}', clock(freshness.at));
    case 'stale':
      return t('Stale since {0}. {1}', dayAndTime(freshness.since), freshness.because);
    case 'failed':
      return freshness.because;
  }
}
