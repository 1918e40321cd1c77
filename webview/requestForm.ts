import { t } from '@vscode/l10n';
import type { PlaygroundRequest, PlaygroundState } from '../src/panels/protocol/playground.ts';
import { button } from './button.ts';
import { h, region } from './dom.ts';
import type { Ask } from './host.ts';
import { createKeyChoice } from './keyChoice.ts';
import { labelled } from './labelled.ts';
import { createRequestTexts } from './requestTexts.ts';

export interface RequestForm {
  readonly element: HTMLElement;
  /** What to do when there is no run to look at yet. */
  readonly hint: HTMLElement;
  show(state: PlaygroundState, force: boolean): void;
}

const examples = {
  works: t('Works'),
  refused: t('Is Refused'),
  'needs-approval': t('Needs Approval'),
} as const;
type Example = keyof typeof examples;

/**
 * Key, example, instruction and the button; options and the JSON behind them are folded. The JSON is
 * what is sent: each field shows a part of it. What a person types is theirs: only a new edition
 * replaces it.
 */
export function createRequestForm(
  ask: (request: Ask<PlaygroundRequest>) => Promise<void>,
  keep: (text: string, keyId: string | null) => void,
): RequestForm {
  const texts = createRequestTexts(tell);
  const key = createKeyChoice(tell);
  const { json, fields } = texts;
  const example = h('select', { id: 'example', 'data-focus': 'example' });
  const problem = h('p', { id: 'request-note', class: 'quiet', role: 'status' });
  const buttons = h('div', { class: 'buttons' });
  const more = h('div', { class: 'buttons' });
  const hint = h(
    'p',
    { class: 'quiet hint' },
    t('The run appears here: its answer, steps, ids and events.'),
  );
  let edition: number | undefined;

  function tell(): void {
    keep(json.value, key.chosen());
  }
  example.addEventListener('change', () => {
    const name = example.value;
    if (Object.hasOwn(examples, name)) void ask({ type: 'example', name: name as Example });
  });
  for (const field of [json, fields.instruction]) pressAtEnter(field, buttons);

  const drawExamples = region(example, ({ own }: { own: boolean }) => [
    ...Object.entries(examples).map(([name, words]) => h('option', { value: name }, words)),
    own && h('option', { value: 'own' }, t('Your Own')),
  ]);
  const drawMore = region(more, () => [
    button(t('Open as JSON'), () => ask({ type: 'openAsJson', text: json.value }), {
      name: 'open-json',
    }),
  ]);
  const run = () => ask({ type: 'run', text: json.value, keyId: key.chosen() ?? '' });
  const drawButtons = region(buttons, (offered: Offered) => runButtons(offered, ask, run));

  return {
    element: h(
      'section',
      { class: 'form', 'aria-label': t('Request') },
      ...key.parts,
      labelled('example', t('Example'), example),
      labelled('instruction', t('Instruction'), fields.instruction),
      problem,
      buttons,
      folded('options', t('Options'), [
        labelled('agent', t('Agent'), fields.agent),
        labelled('risk', t('Risk'), fields.risk),
        labelled('labels', t('Labels, separated by commas'), fields.labels),
      ]),
      folded('json', t('JSON'), [labelled('request', t('Request'), json), more]),
    ),
    hint,
    show(state, force) {
      const { lacksKey, mayNot } = state;
      key.show(state, force);
      if (state.edition !== edition) {
        texts.show(state.text);
        edition = state.edition;
      }
      drawExamples({ own: state.example === null }, force);
      example.value = state.example ?? 'own';
      problem.className = state.problem === null ? 'quiet' : 'loud';
      problem.textContent =
        mayNot === null ? (state.problem ?? countsWords[state.counts]) : state.problem;
      const blocked = state.keys.length === 0 || state.blocked || state.activity !== null;
      drawButtons({ lacksKey, isOffered: mayNot === null, blocked }, force);
      drawMore(null, force);
      const isEmpty = state.run === null && state.refusal === null && state.activity === null;
      hint.hidden = !isEmpty || mayNot !== null;
    },
  };
}

type Offered = Readonly<Record<'lacksKey' | 'isOffered' | 'blocked', boolean>>;

function runButtons(
  { lacksKey, isOffered, blocked }: Offered,
  ask: (request: Ask<PlaygroundRequest>) => Promise<void>,
  run: () => Promise<void>,
) {
  return [
    isOffered &&
      (lacksKey
        ? button(t('Create Key…'), () => ask({ type: 'open', what: 'create-key' }), {
            name: 'create-key',
            primary: true,
          })
        : button(t('Run'), run, { name: 'run', primary: true, disabled: blocked })),
    lacksKey &&
      button(t('Import Secret…'), () => ask({ type: 'open', what: 'import-secret' }), {
        name: 'import-secret',
      }),
  ];
}

/** Ctrl+Enter is as if the button was pressed, which takes no second press while the first goes on. */
function pressAtEnter(field: HTMLElement, buttons: HTMLElement): void {
  field.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    if (!event.repeat) buttons.querySelector<HTMLElement>('[data-focus="run"]')?.click();
  });
}

function folded(name: string, words: string, parts: readonly HTMLElement[]): HTMLElement {
  return h('details', { class: 'fold' }, h('summary', { 'data-focus': name }, words), ...parts);
}

const countsWords: Readonly<Record<PlaygroundState['counts'], string>> = {
  first: t('Counts as the first run of this control-plane workspace.'),
  again: t('The first run of this control-plane workspace is done; this makes one more.'),
  not: t('A run of your own; it does not count as first run.'),
};
