import { t } from '@vscode/l10n';
import type { ChecklistState } from '../src/panels/protocol/checklist.ts';
import { button } from './button.ts';
import { h } from './dom.ts';
import { filled } from './filled.ts';
import { mark } from './marks.ts';
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
            source === 'keyrail' && h('span', { class: 'quiet' }, ` ${t('(seen by Keyrail)')}`),
          ),
          action !== null &&
            button(action, () => open(code), { name: `blocker-${code}`, label: action }),
        ),
      ),
    ),
  ];
}

/** Usage and plan to look at by hand. */
export function governanceCard(
  governance: Governance | null,
  open: (name: Governance['links'][number]['name']) => Promise<unknown>,
): HTMLElement[] {
  if (!governance) return [];
  const { plan, period, billing, pressure, links } = governance;
  return [
    h('h2', { id: 'governance' }, t('Governance checkpoint')),
    h('p', { class: 'quiet' }, t('To look at by hand; it blocks nothing. Period {0}.', period)),
    ...pressure.map(meter),
    h('p', {}, `${t('Plan')} `, h('strong', {}, plan)),
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
    ...(links.length === 0
      ? []
      : [
          h(
            'div',
            { class: 'buttons' },
            ...links.map(({ name, label }) =>
              button(label, () => open(name), {
                name: `link-${name}`,
                label: t('{0} in the web console', label),
              }),
            ),
          ),
        ]),
  ];
}

/** What is proved so far, with a way to carry it on. */
export function evidenceCard(
  { evidence, noEvidence }: Pick<ChecklistState, 'evidence' | 'noEvidence'>,
  copy: (form: 'markdown' | 'plain') => Promise<unknown>,
  save: () => Promise<unknown>,
): HTMLElement[] {
  const title = h('h2', { id: 'evidence' }, t('Evidence so far'));
  if (evidence.length === 0) {
    return [title, h('p', { class: 'quiet' }, noEvidence)];
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
      button(t('Copy Evidence Note'), () => copy('plain'), { name: 'copy-plain' }),
      button(t('Copy as Markdown'), () => copy('markdown'), { name: 'copy-markdown' }),
      button(t('Save Evidence'), save, { name: 'save-evidence' }),
    ),
  ];
}

const drillStates = {
  ready: t('Ready'),
  attention: t('Needs attention'),
  pending: t('Pending'),
} as const;
const drillMarks = { ready: 'done', attention: 'attention', pending: 'now' } as const;

/** The rehearsal phase by phase; the first one that is not ready is open. */
export function drillCard(drill: ChecklistState['drill']): HTMLElement[] {
  const first = drill.find(({ ready, steps }) => ready < steps.length);
  return [
    h('h2', { id: 'drill' }, t('Go-live drill')),
    h(
      'p',
      { class: 'quiet' },
      t('A rehearsal, read from the facts: nothing is provisioned, and nothing is ticked by hand.'),
    ),
    ...drill.map((phase) =>
      h(
        'details',
        { class: 'phase', open: phase === first },
        h(
          'summary',
          { 'data-focus': `phase-${phase.title}` },
          phase.title,
          h('span', { class: 'state' }, t('{0} of {1}', phase.ready, phase.steps.length)),
        ),
        h(
          'ul',
          { class: 'plain' },
          ...phase.steps.map(({ title, state, says }) =>
            h(
              'li',
              { class: 'rehearsed', 'data-drill': title, 'data-state': state },
              mark(drillMarks[state]),
              h(
                'p',
                {},
                h('strong', {}, title),
                h('span', { class: 'state' }, drillStates[state]),
                h('br'),
                h('span', { class: 'quiet' }, says),
              ),
            ),
          ),
        ),
      ),
    ),
  ];
}

/** The scope a first key starts with, and why. */
export function scopeCard({ recommended, advice }: ChecklistState['scope']): HTMLElement[] {
  return [
    h('h2', { id: 'scope' }, t('Scope for the first run')),
    h('p', {}, ...filled(t('Recommended: {0}'), h('code', {}, recommended))),
    h('p', { class: 'quiet' }, advice),
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
