import './translate.ts';
import './page.css';
import './checklist.css';
import { t } from '@vscode/l10n';
import type { ChecklistRequest, ChecklistState } from '../src/panels/protocol/checklist.ts';
import { announce } from './announce.ts';
import { button, loadToolkit } from './button.ts';
import {
  drillDetails,
  evidenceDetails,
  governanceDetails,
  scopeDetails,
  semanticsDetails,
} from './checklistDetails.ts';
import { auditPart, keyPart, type PartLooks } from './checklistParts.ts';
import { stepStates } from './checklistSteps.ts';
import { h, region } from './dom.ts';
import { connect, type Ask } from './host.ts';
import { returnFocus } from './returnFocus.ts';
import { unfold } from './unfold.ts';
import { freshnessText, whereLine } from './whereLine.ts';

const page = document.querySelector('main') ?? document.body;
const parts = {
  header: h('header', { class: 'context' }),
  trouble: h('p', { class: 'trouble', role: 'alert' }),
  // One part of the page, for the keyboard goes on from the last step of a key to the first for auditors.
  steps: h('div', {}),
  semantics: h('section', { class: 'part', 'aria-label': t('What a Key’s Status Means') }),
};

const ask = async (request: Ask<ChecklistRequest>) => {
  parts.trouble.textContent = '';
  parts.trouble.textContent = await host.ask(request);
};
const open = (what: Extract<Ask<ChecklistRequest>, { type: 'open' }>['what']) => () =>
  ask({ type: 'open', what });

const draw = {
  header: region(parts.header, contextOf),
  steps: region(parts.steps, (state: Shown) => [
    keyPart(looksOf(state)),
    auditPart(looksOf(state), evidenceOf(state)),
  ]),
  semantics: region(parts.semantics, semanticsDetails),
};

type Shown = Omit<ChecklistState, 'where' | 'freshness' | 'wanted'>;

/** What each step holds beside its facts, its reason and its button. */
function looksOf(state: Shown): PartLooks {
  const { governance, scope, drill, runs } = state;
  return {
    state,
    detailsOf: ({ id, state: now }) =>
      [
        id === 'key' && now !== 'done' && scopeDetails(scope),
        governance?.step === id &&
          governanceDetails(governance, runs, (name) => ask({ type: 'openLink', name })),
        id === 'go-live' && drill.length > 0 && drillDetails(drill),
      ].filter((each) => each instanceof HTMLElement),
    press: (step) => ask({ type: 'doStep', step }),
    openBlocker: (code) => ask({ type: 'openBlocker', code }),
  };
}

function evidenceOf(state: Shown): HTMLElement[] {
  const copy = async (form: 'markdown' | 'plain') => {
    await ask({ type: 'copyEvidence', form });
    if (parts.trouble.textContent === '') announce(t('Copied'));
  };
  return evidenceDetails(state, copy, open('export-evidence'));
}

let shown: ChecklistState | undefined;

function show(state: ChecklistState, force = false): void {
  const { where, freshness, wanted, ...rest } = state;
  draw.header({ where, freshness, complete: state.complete, quickStart: state.quickStart }, force);
  draw.steps(rest, force);
  draw.semantics(state.semantics, force);
  if (page.getAttribute('aria-busy') === 'true') {
    page.replaceChildren(parts.header, parts.trouble, parts.steps, parts.semantics);
    page.setAttribute('aria-busy', 'false');
    loadToolkit(() => {
      if (shown) show(shown, true);
    });
  }
  if (wanted && wanted.edition !== shown?.wanted?.edition) {
    unfold(page.querySelector(`[data-step="${wanted.step}"]`));
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

type Context = Pick<ChecklistState, 'where' | 'freshness' | 'complete' | 'quickStart'>;

function contextOf({ where, freshness, complete, quickStart }: Context) {
  const isDoubtful = freshness.kind === 'stale' || freshness.kind === 'failed';
  return [
    h('h1', {}, t('First run')),
    whereLine(where),
    where && h('p', { class: isDoubtful ? 'loud' : 'quiet' }, freshnessText(freshness)),
    complete && h('p', { class: 'complete' }, t('The first run is complete.')),
    h(
      'nav',
      { class: 'buttons', 'aria-label': t('Session') },
      quickStart &&
        button(t('Get a Working Key'), open('quick-start'), {
          name: 'quick-start',
          label: t('Get a Working Key: all steps up to the demo run in one go'),
        }),
      where && button(t('Refresh'), open('refresh'), { name: 'refresh' }),
      where && button(t('Switch Connection…'), open('switch-connection'), { name: 'connection' }),
      where?.chosen === true &&
        button(t('Switch Control-Plane Workspace…'), open('switch-workspace'), {
          name: 'workspace',
        }),
    ),
  ];
}

returnFocus('[aria-current] [data-focus]');
const host = connect<{ state: ChecklistState; request: ChecklistRequest }>(show);
