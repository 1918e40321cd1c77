import { t } from '@vscode/l10n';
import type { ChecklistState } from '../src/panels/protocol/checklist.ts';
import { button } from './button.ts';
import { h } from './dom.ts';
import { meter } from './meter.ts';

type Governance = NonNullable<ChecklistState['governance']>;

/** What stands in the way, in the server's words. */
export function blockersCard(
  blockers: ChecklistState['blockers'],
  open: (code: string) => Promise<unknown>,
): HTMLElement[] {
  return [
    h('h2', { id: 'blockers' }, t('Current blockers')),
    h(
      'ul',
      { class: 'plain' },
      ...blockers.map(({ code, severity, message, source, action }) =>
        h(
          'li',
          { class: 'blocker' },
          h(
            'p',
            {},
            h(
              'span',
              { class: severity === 'blocking' ? 'tag error' : 'tag warning' },
              severity === 'blocking' ? t('Blocking') : t('Warning'),
            ),
            ` ${message}`,
            source === 'keyrail' && h('span', { class: 'quiet' }, t(' (seen by Keyrail)')),
          ),
          button(action, () => open(code), { name: `blocker-${code}`, label: action }),
        ),
      ),
    ),
  ];
}

/** Usage and plan to look at by hand. */
export function governanceCard(governance: Governance | null): HTMLElement[] {
  if (!governance) return [];
  const { plan, period, billing, pressure } = governance;
  return [
    h('h2', { id: 'governance' }, t('Governance checkpoint')),
    h('p', { class: 'quiet' }, t('To look at by hand; it blocks nothing. Period {0}.', period)),
    ...pressure.map(meter),
    h('p', {}, t('Plan '), h('strong', {}, plan)),
    ...(billing
      ? [
          h(
            'p',
            {},
            h('span', { class: `tag ${billing.tone}` }, billing.label),
            ` ${billing.description}`,
          ),
        ]
      : []),
  ];
}

/** What is proved so far, with a way to carry it on. */
export function evidenceCard(
  evidence: ChecklistState['evidence'],
  copy: (form: 'markdown' | 'plain') => Promise<unknown>,
  save: () => Promise<unknown>,
): HTMLElement[] {
  const title = h('h2', { id: 'evidence' }, t('Evidence so far'));
  if (evidence.length === 0) {
    return [title, h('p', { class: 'quiet' }, t('None yet. The demo run brings the first.'))];
  }
  return [
    title,
    h(
      'dl',
      { class: 'evidence' },
      ...evidence.flatMap(({ name, value }) => [h('dt', {}, name), h('dd', {}, value)]),
    ),
    h(
      'div',
      { class: 'buttons' },
      button(t('Copy evidence note'), () => copy('plain'), { name: 'copy-plain' }),
      button(t('Copy as Markdown'), () => copy('markdown'), { name: 'copy-markdown' }),
      button(t('Save evidence'), save, { name: 'save-evidence' }),
    ),
  ];
}

/** What the statuses of a key mean. */
export function semanticsCard(semantics: ChecklistState['semantics']): HTMLElement[] {
  return [
    h('h2', { id: 'semantics' }, t('What a status means')),
    h(
      'dl',
      {},
      ...semantics.flatMap(({ term, meaning }) => [h('dt', {}, term), h('dd', {}, meaning)]),
    ),
  ];
}
