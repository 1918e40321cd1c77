import { t } from '@vscode/l10n';
import type { PlaygroundRequest, PlaygroundState } from '../src/panels/protocol/playground.ts';
import { button } from './button.ts';
import { h, region } from './dom.ts';
import type { Ask } from './host.ts';
import { tellWritten } from './tellWritten.ts';

export interface RequestForm {
  readonly element: HTMLElement;
  /** What to do when there is no run to look at yet. */
  readonly hint: HTMLElement;
  show(state: PlaygroundState, force: boolean): void;
}

/** Key, request and the button. What a person types is theirs: only a new edition replaces it. */
export function createRequestForm(
  ask: (request: Ask<PlaygroundRequest>) => Promise<void>,
  keep: (text: string, keyId: string | null) => void,
): RequestForm {
  const select = h('select', { id: 'key', 'aria-describedby': 'key-note' });
  const note = h('p', { id: 'key-note', class: 'quiet' });
  const editor = h('textarea', {
    id: 'request',
    rows: 22,
    spellcheck: 'false',
    autocomplete: 'off',
    'aria-describedby': 'request-note',
  });
  const problem = h('p', { id: 'request-note', class: 'quiet', role: 'status' });
  const buttons = h('div', { class: 'buttons' });
  const hint = h(
    'p',
    { class: 'quiet hint' },
    t('The run appears here: its steps, events, ids and answer.'),
  );
  const example = (name: 'works' | 'refused' | 'needs-approval', label: string) =>
    button(label, () => ask({ type: 'example', name }), { name: `example-${name}` });
  const examples = h('div', { role: 'group', 'aria-labelledby': 'examples' });
  const drawExamples = region(examples, () => [
    h('p', { id: 'examples' }, t('Begin with an example')),
    h(
      'div',
      { class: 'buttons' },
      example('works', t('Works')),
      example('refused', t('Is Refused')),
      example('needs-approval', t('Needs Approval')),
    ),
  ]);
  let edition: number | undefined;

  const keyId = () => (select.value === '' ? null : select.value);
  /** What was chosen here, until the host has said it back: a state before that has the key before. */
  let chosen: string | undefined;
  const tell = tellWritten(editor, () => {
    keep(editor.value, keyId());
  });
  select.addEventListener('change', () => {
    chosen = select.value;
    tell();
  });
  const run = () => ask({ type: 'run', text: editor.value, keyId: keyId() ?? '' });
  editor.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    // As if the button was pressed, which takes no second press while the first goes on.
    if (!event.repeat) buttons.querySelector<HTMLElement>('[data-focus="run"]')?.click();
  });

  const drawKeys = region(select, ({ keys }: Pick<PlaygroundState, 'keys' | 'keyId'>) => {
    const option = ({ id, label, description }: (typeof keys)[number]) =>
      h('option', { value: id }, `${label} (${description})`);
    const able = keys.filter(({ mayStartRuns }) => mayStartRuns);
    const rest = keys.filter(({ mayStartRuns }) => !mayStartRuns);
    return [
      ...able.map(option),
      rest.length > 0 && h('optgroup', { label: t('Without runs:write') }, ...rest.map(option)),
    ].filter((each) => each !== false);
  });
  const drawButtons = region(
    buttons,
    ({ lacksKey, blocked }: { lacksKey: boolean; blocked: boolean }) => [
      lacksKey
        ? button(t('Create Key'), () => ask({ type: 'open', what: 'create-key' }), {
            name: 'create-key',
            primary: true,
          })
        : button(t('Run'), run, { name: 'run', primary: true, disabled: blocked }),
      lacksKey &&
        button(t('Import Secret'), () => ask({ type: 'open', what: 'import-secret' }), {
          name: 'import-secret',
        }),
      button(t('Open as JSON'), () => ask({ type: 'openAsJson', text: editor.value }), {
        name: 'open-json',
      }),
    ],
  );

  return {
    element: h(
      'section',
      { class: 'form', 'aria-label': t('Request') },
      h('label', { for: 'key' }, t('Key')),
      select,
      note,
      examples,
      h('label', { for: 'request' }, t('Request')),
      editor,
      problem,
      buttons,
    ),
    hint,
    show(state, force) {
      const { lacksKey } = state;
      const none = state.keys.length === 0;
      drawKeys({ keys: state.keys, keyId: state.keyId }, force);
      if (state.keyId === chosen || !state.keys.some(({ id }) => id === chosen)) chosen = undefined;
      select.value = chosen ?? state.keyId ?? '';
      select.disabled = none;
      note.textContent = lacksKey
        ? t('This editor holds no copy of a live key. The run is made with the key itself.')
        : t('The run is made with the key itself; its value never enters this page.');
      if (state.edition !== edition) {
        editor.value = state.text;
        edition = state.edition;
      }
      problem.className = state.problem === null ? 'quiet' : 'loud';
      problem.textContent =
        state.problem ??
        (state.counts === 'first'
          ? t('Counts as the first run of this control-plane workspace.')
          : state.counts === 'again'
            ? t('The first run of this control-plane workspace is done; this makes one more.')
            : t('A run of your own; it does not count as first run.'));
      const blocked = none || state.blocked || state.activity !== null;
      drawExamples(null, force);
      drawButtons({ lacksKey, blocked }, force);
      hint.hidden = state.run !== null || state.refusal !== null || state.activity !== null;
    },
  };
}
