import { t } from '@vscode/l10n';
import type { PlaygroundState } from '../src/panels/protocol/playground.ts';
import { h, region } from './dom.ts';
import { labelled } from './labelled.ts';

/** With which key a run is made. */
export interface KeyChoice {
  readonly parts: readonly HTMLElement[];
  /** `null` where there is none to choose. */
  chosen(): string | null;
  show(state: PlaygroundState, force: boolean): void;
}

/** @param tell told when another one is chosen */
export function createKeyChoice(tell: () => void): KeyChoice {
  const select = h('select', { id: 'key', 'data-focus': 'key', 'aria-describedby': 'key-note' });
  const note = h('p', { id: 'key-note', class: 'quiet' });
  /** What was chosen here, until the host has said it back: a state before that has the key before. */
  let unsaid: string | undefined;
  select.addEventListener('change', () => {
    unsaid = select.value;
    tell();
  });
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
  return {
    parts: [labelled('key', t('Key'), select), note],
    chosen: () => (select.value === '' ? null : select.value),
    show({ keys, keyId, lacksKey, mayNot }, force) {
      drawKeys({ keys, keyId }, force);
      if (keyId === unsaid || !keys.some(({ id }) => id === unsaid)) unsaid = undefined;
      select.value = unsaid ?? keyId ?? '';
      select.disabled = keys.length === 0;
      note.className = mayNot === null ? 'quiet' : 'loud';
      note.textContent =
        mayNot ??
        (lacksKey
          ? t('This editor holds no copy of a live key. The run is made with the key itself.')
          : t('The run is made with the key itself; its value never enters this page.'));
    },
  };
}
