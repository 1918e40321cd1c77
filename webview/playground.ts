import './translate.ts';
import './page.css';
import './playground.css';
import { t } from '@vscode/l10n';
import type { PlaygroundRequest, PlaygroundState } from '../src/panels/protocol/playground.ts';
import { announce } from './announce.ts';
import { createApprovalCard } from './approvalCard.ts';
import { button, loadToolkit } from './button.ts';
import { h, region } from './dom.ts';
import { connect, type Ask } from './host.ts';
import { keepFocus } from './keepFocus.ts';
import { returnFocus } from './returnFocus.ts';
import { createRequestForm } from './requestForm.ts';
import { runCard } from './runCard.ts';
import { freshnessText, whereLine } from './whereLine.ts';
import { activityLine, historyList, refusalCard } from './runNotes.ts';

type Request = Ask<PlaygroundRequest>;

const page = document.querySelector('main') ?? document.body;
const parts = {
  header: h('header', { class: 'context' }),
  trouble: h('p', { class: 'trouble', role: 'alert' }),
  activity: h('div', { class: 'activity', role: 'status' }),
  refusal: h('section', { class: 'card refusal', role: 'alert' }),
  run: h('section', { class: 'run', 'aria-label': t('Run') }),
  history: h('section', { class: 'card', 'aria-labelledby': 'history' }),
};

const ask = async (request: Request): Promise<void> => {
  parts.trouble.textContent = '';
  const trouble = await host.ask(request);
  if (trouble !== t('Cancelled.')) parts.trouble.textContent = trouble;
};
const copy = async (what: Extract<Request, { type: 'copy' }>['what']) => {
  await ask({ type: 'copy', what });
  if (parts.trouble.textContent === '') announce(t('Copied'));
};

const form = createRequestForm(ask, (text, keyId) => {
  host.tell({ type: 'draft', text, keyId });
});
const approval = createApprovalCard(
  (decision, comment) => ask({ type: 'decide', decision, comment }),
  () => ask({ type: 'findApprover' }),
  (approvalId, text) => {
    host.tell({ type: 'comment', approvalId, text });
  },
);
const draw = {
  header: region(parts.header, headerOf),
  activity: region(parts.activity, (activity: PlaygroundState['activity']) =>
    activityLine(activity, () => ask({ type: 'stop' })),
  ),
  refusal: region(parts.refusal, (refusal: PlaygroundState['refusal']) =>
    refusalCard(
      refusal,
      () => ask({ type: 'instead' }),
      () => ask({ type: 'remedy' }),
      () => copy('request'),
    ),
  ),
  run: region(parts.run, ({ run, hasKey }: Pick<PlaygroundState, 'run'> & { hasKey: boolean }) =>
    runCard(run, hasKey, {
      copy,
      cancel: () => ask({ type: 'cancel' }),
      replay: () => ask({ type: 'replay' }),
      show: (runId) => ask({ type: 'show', runId }),
    }),
  ),
  history: region(
    parts.history,
    ({ hasKey, ...state }: Parameters<typeof historyList>[0] & { hasKey: boolean }) =>
      historyList(state, hasKey ? (runId) => ask({ type: 'show', runId }) : undefined),
  ),
};

let shown: PlaygroundState | undefined;

function show(state: PlaygroundState, force = false): void {
  // What a person pressed may go with its whole card.
  keepFocus(
    page,
    () => {
      drawAll(state, force);
    },
    '.refusal h2',
    // Where there is a key now that decides, its buttons come next; and no Enter has approved anything by then.
    '.approval #comment',
    '.run h2',
    'h1',
  );
  if (state.run && shown?.run?.status !== state.run.status)
    announce(t('Run {0}', state.run.statusWords));
  host.keep({
    ...(state.keyId !== null && { keyId: state.keyId }),
    ...(state.run !== null && { runId: state.run.id }),
  });
  shown = state;
}

function drawAll(state: PlaygroundState, force: boolean): void {
  // Every run is read, cancelled and made once more with a key.
  const hasKey = state.keys.length > 0;
  draw.header({ where: state.where, freshness: state.freshness, mayNot: state.mayNot }, force);
  form.show(state, force);
  draw.activity(state.activity, force);
  draw.refusal(state.refusal, force);
  draw.run({ run: state.run, hasKey }, force);
  approval.show(state.approval, state.comment, state.activity !== null, force);
  draw.history({ history: state.history, runs: state.runs, usage: state.usage, hasKey }, force);
  parts.refusal.hidden = state.refusal === null;
  parts.run.hidden = state.run === null;
  approval.element.hidden = state.approval === null;
  parts.history.hidden = state.history.length === 0;
  if (page.getAttribute('aria-busy') === 'true') {
    page.replaceChildren(
      parts.header,
      parts.trouble,
      h(
        'div',
        { class: 'columns' },
        h('div', { class: 'stack' }, form.element, parts.history),
        h(
          'div',
          { class: 'stack' },
          parts.activity,
          parts.refusal,
          approval.element,
          parts.run,
          form.hint,
        ),
      ),
    );
    page.setAttribute('aria-busy', 'false');
    loadToolkit(() => {
      if (shown) show(shown, true);
    });
  }
}

function headerOf({
  where,
  freshness,
  mayNot,
}: Pick<PlaygroundState, 'where' | 'freshness' | 'mayNot'>) {
  return [
    h('h1', {}, t('Playground')),
    where
      ? whereLine(where)
      : h(
          'p',
          {},
          `${t('Not connected to a control plane.')} `,
          button(t('Connect…'), () => ask({ type: 'open', what: 'connect' }), {
            name: 'connect',
            primary: true,
          }),
        ),
    // To try again changes no role; the form says which one it takes.
    where && mayNot === null && trustOf(freshness),
  ];
}

/** How far the keys can be trusted, where that is not as far as it goes. */
function trustOf(freshness: PlaygroundState['freshness']) {
  if (freshness.kind === 'fresh') return null;
  if (freshness.kind === 'never') return h('p', { class: 'quiet' }, t('Reading…'));
  return h(
    'p',
    { class: 'loud' },
    `${freshnessText(freshness)} `,
    button(t('Try Again'), () => ask({ type: 'open', what: 'refresh' }), { name: 'refresh' }),
  );
}

returnFocus();
const host = connect<{ state: PlaygroundState; request: PlaygroundRequest }>(show);
