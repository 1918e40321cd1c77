import { t } from '@vscode/l10n';
import type { PlaygroundRequest, PlaygroundState } from '../src/panels/protocol/playground.ts';
import { button } from './button.ts';
import { h, region } from './dom.ts';
import type { Ask } from './host.ts';
import { readFields, withField, type RequestField } from './requestFields.ts';
import { tellWritten } from './tellWritten.ts';

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
  const select = h('select', { id: 'key', 'data-focus': 'key', 'aria-describedby': 'key-note' });
  const note = h('p', { id: 'key-note', class: 'quiet' });
  const example = h('select', { id: 'example', 'data-focus': 'example' });
  const json = area('request', 16, 'mono');
  const fields = {
    instruction: area('instruction', 4, ''),
    agent: line('agent'),
    risk: line('risk'),
    labels: line('labels'),
  } as const;
  const problem = h('p', { id: 'request-note', class: 'quiet', role: 'status' });
  const buttons = h('div', { class: 'buttons' });
  const more = h('div', { class: 'buttons' });
  const hint = h(
    'p',
    { class: 'quiet hint' },
    t('The run appears here: its answer, steps, ids and events.'),
  );
  let edition: number | undefined;

  const keyId = () => (select.value === '' ? null : select.value);
  /** What was chosen here, until the host has said it back: a state before that has the key before. */
  let chosen: string | undefined;
  const tell = () => {
    keep(json.value, keyId());
  };
  select.addEventListener('change', () => {
    chosen = select.value;
    tell();
  });
  example.addEventListener('change', () => {
    const name = example.value;
    if (Object.hasOwn(examples, name)) void ask({ type: 'example', name: name as Example });
  });
  const run = () => ask({ type: 'run', text: json.value, keyId: keyId() ?? '' });
  const runAtEnter = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    // As if the button was pressed, which takes no second press while the first goes on.
    if (!event.repeat) buttons.querySelector<HTMLElement>('[data-focus="run"]')?.click();
  };
  json.addEventListener('keydown', runAtEnter);
  fields.instruction.addEventListener('keydown', runAtEnter);

  /** The fields say what the JSON says; the one that is written in is left as it is. */
  const showFields = (except?: RequestField) => {
    const read = readFields(json.value);
    for (const [name, field] of Object.entries(fields)) {
      // `as`: the names of `fields`, which are those of the request's fields.
      const value = read?.[name as RequestField];
      if (name !== except) field.value = value ?? '';
      field.disabled = value === undefined || value === null;
    }
  };
  tellWritten(json, tell);
  json.addEventListener('input', () => {
    showFields();
  });
  for (const [name, field] of Object.entries(fields)) {
    tellWritten(field, tell);
    field.addEventListener('input', () => {
      json.value = withField(json.value, name as RequestField, field.value);
    });
  }

  const drawKeys = region(select, ({ keys }: Pick<PlaygroundState, 'keys' | 'keyId'>) => {
    const option = ({ id, label, description }: (typeof keys)[number]) =>
      h('option', { value: id }, `${label} (${description})`);
    const able = keys.filter(({ mayStartRuns }) => mayStartRuns);
    const rest = keys.filter(({ mayStartRuns }) => !mayStartRuns);
    return [
      ...able.map(option),
      rest.length > 0 && h('optgroup', { label: t('Without runs:write') }, ...rest.map(option)),
    ];
  });
  const drawExamples = region(example, ({ own }: { own: boolean }) => [
    ...Object.entries(examples).map(([name, words]) => h('option', { value: name }, words)),
    own && h('option', { value: 'own' }, t('Your Own')),
  ]);
  const drawMore = region(more, () => [
    button(t('Open as JSON'), () => ask({ type: 'openAsJson', text: json.value }), {
      name: 'open-json',
    }),
  ]);
  const drawButtons = region(
    buttons,
    ({
      lacksKey,
      isOffered,
      blocked,
    }: Readonly<Record<'lacksKey' | 'isOffered' | 'blocked', boolean>>) => [
      isOffered &&
        (lacksKey
          ? button(t('Create Key'), () => ask({ type: 'open', what: 'create-key' }), {
              name: 'create-key',
              primary: true,
            })
          : button(t('Run'), run, { name: 'run', primary: true, disabled: blocked })),
      lacksKey &&
        button(t('Import Secret'), () => ask({ type: 'open', what: 'import-secret' }), {
          name: 'import-secret',
        }),
    ],
  );

  return {
    element: h(
      'section',
      { class: 'form', 'aria-label': t('Request') },
      labelled('key', t('Key'), select),
      note,
      labelled('example', t('Example'), example),
      labelled('instruction', t('Instruction'), fields.instruction),
      problem,
      buttons,
      h(
        'details',
        { class: 'fold' },
        h('summary', { 'data-focus': 'options' }, t('Options')),
        labelled('agent', t('Agent'), fields.agent),
        labelled('risk', t('Risk'), fields.risk),
        labelled('labels', t('Labels, separated by commas'), fields.labels),
      ),
      h(
        'details',
        { class: 'fold' },
        h('summary', { 'data-focus': 'json' }, t('JSON')),
        labelled('request', t('Request'), json),
        more,
      ),
    ),
    hint,
    show(state, force) {
      const { lacksKey, mayNot } = state;
      const none = state.keys.length === 0;
      drawKeys({ keys: state.keys, keyId: state.keyId }, force);
      if (state.keyId === chosen || !state.keys.some(({ id }) => id === chosen)) chosen = undefined;
      select.value = chosen ?? state.keyId ?? '';
      select.disabled = none;
      note.className = mayNot === null ? 'quiet' : 'loud';
      note.textContent =
        mayNot ??
        (lacksKey
          ? t('This editor holds no copy of a live key. The run is made with the key itself.')
          : t('The run is made with the key itself; its value never enters this page.'));
      if (state.edition !== edition) {
        json.value = state.text;
        edition = state.edition;
        showFields();
      }
      drawExamples({ own: state.example === null }, force);
      example.value = state.example ?? 'own';
      problem.className = state.problem === null ? 'quiet' : 'loud';
      problem.textContent =
        mayNot === null ? (state.problem ?? countsWords[state.counts]) : state.problem;
      const blocked = none || state.blocked || state.activity !== null;
      drawButtons({ lacksKey, isOffered: mayNot === null, blocked }, force);
      drawMore(null, force);
      const isEmpty = state.run === null && state.refusal === null && state.activity === null;
      hint.hidden = !isEmpty || mayNot !== null;
    },
  };
}

const countsWords: Readonly<Record<PlaygroundState['counts'], string>> = {
  first: t('Counts as the first run of this control-plane workspace.'),
  again: t('The first run of this control-plane workspace is done; this makes one more.'),
  not: t('A run of your own; it does not count as first run.'),
};

function labelled(id: string, words: string, field: HTMLElement): HTMLElement {
  return h('div', { class: 'field' }, h('label', { for: id }, words), field);
}

function area(id: string, rows: number, looks: string): HTMLTextAreaElement {
  return h('textarea', {
    id,
    'data-focus': id,
    class: looks,
    rows,
    spellcheck: 'false',
    autocomplete: 'off',
    'aria-describedby': 'request-note',
  });
}

function line(id: string): HTMLInputElement {
  return h('input', {
    id,
    'data-focus': id,
    type: 'text',
    spellcheck: 'false',
    autocomplete: 'off',
  });
}
