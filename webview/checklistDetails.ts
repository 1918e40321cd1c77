import { t } from '@vscode/l10n';
import type { ChecklistState } from '../src/panels/protocol/checklist.ts';
import { button } from './button.ts';
import { h } from './dom.ts';
import { filled } from './filled.ts';
import { mark } from './marks.ts';
import { meter } from './meter.ts';
import { dayAndTime } from './moments.ts';
import { runsPerDay } from './runBars.ts';

type Governance = NonNullable<ChecklistState['governance']>;

/** Usage and plan to look at by hand: how much is used, beside the runs that were made here. */
export function governanceDetails(
  { plan, period, billing, pressure, links }: Governance,
  runs: ChecklistState['runs'],
  open: (name: Governance['links'][number]['name']) => Promise<unknown>,
): HTMLElement {
  return h(
    'section',
    { class: 'block', 'aria-labelledby': 'governance' },
    h('h4', { id: 'governance' }, t('Usage and plan')),
    h('p', { class: 'quiet' }, t('To look at by hand; it blocks nothing. Period {0}.', period)),
    h(
      'div',
      { class: 'usage-row' },
      h('div', { class: 'meters' }, ...pressure.map(meter)),
      runs.length > 0 && runsPerDay(runs),
    ),
    h(
      'p',
      {},
      `${t('Plan')} `,
      h('strong', {}, plan),
      billing && ' ',
      billing && h('span', { class: `tag ${billing.tone}` }, billing.label),
    ),
    billing && h('p', { class: 'quiet' }, billing.description),
    links.length > 0 &&
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
  );
}

/** What is proved so far, with a way to carry it on. */
export function evidenceDetails(
  { evidence, noEvidence }: Pick<ChecklistState, 'evidence' | 'noEvidence'>,
  copy: (form: 'markdown' | 'plain') => Promise<unknown>,
  save: () => Promise<unknown>,
): HTMLElement[] {
  const title = h('h3', { id: 'evidence' }, t('Evidence so far'));
  if (evidence.length === 0) {
    return [title, h('p', { class: 'quiet' }, noEvidence)];
  }
  return [
    title,
    h(
      'dl',
      { class: 'evidence' },
      ...evidence.flatMap(({ name, value, at }) => [
        h('dt', {}, name),
        h('dd', {}, [value, at === null ? '' : dayAndTime(at)].filter(Boolean).join(' · ')),
      ]),
    ),
    h(
      'div',
      { class: 'buttons' },
      button(t('Copy Evidence Note'), () => copy('plain'), { name: 'copy-plain' }),
      button(t('Copy as Markdown'), () => copy('markdown'), { name: 'copy-markdown' }),
      button(t('Save Evidence…'), save, { name: 'save-evidence' }),
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
export function drillDetails(drill: ChecklistState['drill']): HTMLElement {
  const first = drill.find(({ ready, steps }) => ready < steps.length);
  return h(
    'section',
    { class: 'block', 'aria-labelledby': 'drill' },
    h('h4', { id: 'drill' }, t('Rehearsal')),
    h(
      'p',
      { class: 'quiet' },
      t('Read from the facts: nothing is provisioned, and nothing is ticked by hand.'),
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
  );
}

/** The scope a first key starts with, and why. */
export function scopeDetails({ recommended, advice }: ChecklistState['scope']): HTMLElement {
  return h(
    'details',
    { class: 'block' },
    h('summary', { 'data-focus': 'scope' }, ...filled(t('Why {0}?'), h('code', {}, recommended))),
    h('p', { class: 'quiet' }, advice),
  );
}

/** What the statuses of a key mean, for whoever wants to know. */
export function semanticsDetails(semantics: ChecklistState['semantics']): HTMLElement[] {
  return [
    h(
      'details',
      {},
      h('summary', { 'data-focus': 'semantics' }, h('h2', {}, t('What a Key’s Status Means'))),
      h(
        'dl',
        {},
        ...semantics.flatMap(({ term, meaning }) => [h('dt', {}, term), h('dd', {}, meaning)]),
      ),
    ),
  ];
}
