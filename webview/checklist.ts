import './translate.ts';
import './page.css';
import './checklist.css';
import { t } from '@vscode/l10n';
import type { ChecklistRequest, ChecklistState } from '../src/panels/protocol/checklist.ts';
import { button, loadToolkit } from './button.ts';
import { announce } from './announce.ts';
import {
  blockersCard,
  drillCard,
  evidenceCard,
  governanceCard,
  scopeCard,
  semanticsCard,
} from './checklistCards.ts';
import { stepRow, stepStates } from './checklistSteps.ts';
import { h, region } from './dom.ts';
import { filled } from './filled.ts';
import { connect, type Ask } from './host.ts';
import { returnFocus } from './returnFocus.ts';

const page = document.querySelector('main') ?? document.body;
const parts = {
  header: h('header', { class: 'context' }),
  trouble: h('p', { class: 'trouble', role: 'alert' }),
  steps: h('ol', { class: 'steps', 'aria-label': t('Steps') }),
  blockers: h('section', { class: 'card', 'aria-labelledby': 'blockers' }),
  governance: h('section', { class: 'card', 'aria-labelledby': 'governance' }),
  evidence: h('section', { class: 'card', 'aria-labelledby': 'evidence' }),
  drill: h('section', { class: 'card', 'aria-labelledby': 'drill' }),
  scope: h('section', { class: 'card', 'aria-labelledby': 'scope' }),
  semantics: h('section', { class: 'card', 'aria-labelledby': 'semantics' }),
};

const ask = async (request: Ask<ChecklistRequest>) => {
  parts.trouble.textContent = '';
  parts.trouble.textContent = await host.ask(request);
};

const draw = {
  header: region(parts.header, contextOf),
  steps: region(parts.steps, ({ steps, next }: Pick<ChecklistState, 'steps' | 'next'>) =>
    steps.map((step, index) =>
      stepRow(step, index + 1, step.id === next, () => ask({ type: 'doStep', step: step.id })),
    ),
  ),
  blockers: region(parts.blockers, (blockers: ChecklistState['blockers']) =>
    blockersCard(blockers, (code) => ask({ type: 'openBlocker', code })),
  ),
  governance: region(parts.governance, (governance: ChecklistState['governance']) =>
    governanceCard(governance, (name) => ask({ type: 'openLink', name })),
  ),
  drill: region(parts.drill, drillCard),
  scope: region(parts.scope, scopeCard),
  evidence: region(parts.evidence, (state: Pick<ChecklistState, 'evidence' | 'noEvidence'>) =>
    evidenceCard(
      state,
      async (form) => {
        await ask({ type: 'copyEvidence', form });
        if (parts.trouble.textContent === '') announce(t('Copied'));
      },
      () => ask({ type: 'open', what: 'export-evidence' }),
    ),
  ),
  semantics: region(parts.semantics, semanticsCard),
};

let shown: ChecklistState | undefined;

function show(state: ChecklistState, force = false): void {
  draw.header(state, force);
  draw.steps({ steps: state.steps, next: state.next }, force);
  draw.blockers(state.blockers, force);
  draw.governance(state.governance, force);
  draw.evidence({ evidence: state.evidence, noEvidence: state.noEvidence }, force);
  draw.drill(state.drill, force);
  draw.scope(state.scope, force);
  draw.semantics(state.semantics, force);
  parts.drill.hidden = state.drill.length === 0;
  parts.governance.hidden = state.governance === null;
  parts.blockers.hidden = state.blockers.length === 0;
  if (page.getAttribute('aria-busy') === 'true') {
    page.replaceChildren(
      parts.header,
      parts.trouble,
      h(
        'div',
        { class: 'columns' },
        parts.steps,
        h(
          'div',
          { class: 'cards' },
          parts.blockers,
          parts.governance,
          parts.evidence,
          parts.drill,
          parts.scope,
          parts.semantics,
        ),
      ),
    );
    page.setAttribute('aria-busy', 'false');
    loadToolkit(() => {
      if (shown) show(shown, true);
    });
  }
  tellChanges(state);
  shown = state;
}

function tellChanges(state: ChecklistState): void {
  const before = new Map(shown?.steps.map((step) => [step.id, step.state]));
  const changed = state.steps.filter(({ id, state: now }) => before.get(id) !== now);
  if (before.size > 0 && changed.length > 0) {
    announce(changed.map((step) => `${step.title}: ${stepStates[step.state]}`).join('. '));
  }
}

function contextOf({ where, freshness, steps, complete, quickStart }: ChecklistState) {
  const done = steps.filter(({ state }) => state === 'done').length;
  const isDoubtful = freshness.kind === 'stale' || freshness.kind === 'failed';
  const name = where?.workspace ?? where?.connection ?? t('Not connected');
  return [
    h(
      'div',
      { class: 'title' },
      h('h1', {}, t('First run')),
      h(
        'p',
        { class: 'where', 'aria-label': t('Session context') },
        ...(where?.workspace
          ? filled(t('{0} on {1}'), h('strong', {}, name), where.connection)
          : [h('strong', {}, name)]),
        where && ' ',
        where &&
          h(
            'span',
            { class: where.production ? 'tag warning' : 'tag' },
            where.production ? t('production') : t('non-production'),
          ),
        where?.role ? h('span', { class: 'quiet' }, ` ${t('Role: {0}', where.role)}`) : null,
      ),
      where && h('p', { class: isDoubtful ? 'loud' : 'quiet' }, freshness.text),
    ),
    h(
      'div',
      { class: 'progress' },
      h(
        'p',
        {},
        ...filled(
          complete ? t('{0} steps done. The first run is complete.') : t('{0} steps done'),
          h('strong', {}, t('{0} of {1}', done, steps.length)),
        ),
      ),
      h('progress', { max: steps.length, value: done, 'aria-label': t('Steps done') }),
    ),
    h(
      'nav',
      { class: 'buttons', 'aria-label': t('Session') },
      quickStart &&
        button(t('Get a Working Key'), () => ask({ type: 'open', what: 'quick-start' }), {
          name: 'quick-start',
          label: t('Get a key that works: all steps up to the demo run in one go'),
        }),
      where &&
        button(t('Refresh'), () => ask({ type: 'open', what: 'refresh' }), { name: 'refresh' }),
      where &&
        button(t('Switch Connection'), () => ask({ type: 'open', what: 'switch-connection' }), {
          name: 'connection',
        }),
      where?.workspace
        ? button(
            t('Switch Control-Plane Workspace'),
            () => ask({ type: 'open', what: 'switch-workspace' }),
            {
              name: 'workspace',
            },
          )
        : null,
    ),
  ];
}

returnFocus('[aria-current] [data-focus]');
const host = connect<{ state: ChecklistState; request: ChecklistRequest }>(show);
