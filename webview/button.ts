import type { ButtonName } from '../src/panels/protocol/buttons.ts';
import { h } from './dom.ts';
import { unlessPressed } from './whilePressed.ts';

export interface ButtonLooks {
  /** Names the button for focus: it keeps it when its part of the page is drawn again. */
  readonly name: ButtonName;
  readonly primary?: boolean;
  /** For a screen reader, where the words alone do not say what it is about. */
  readonly label?: string;
  /** Whether pressing it does nothing now. The keyboard stays on it, for it will be back. */
  readonly disabled?: boolean;
}

/**
 * A button: the browser's own until the toolkit is there, then the toolkit's. It cannot be pressed
 * twice while what it started goes on.
 */
export function button(
  words: string,
  press: () => unknown,
  { name, primary = false, label, disabled = false }: ButtonLooks,
): HTMLElement {
  const attributes = {
    'data-focus': name,
    'aria-label': label,
    'aria-disabled': disabled ? 'true' : undefined,
  };
  const element = hasToolkit()
    ? document.createElement('vscode-button')
    : h('button', { type: 'button', class: primary ? 'button primary' : 'button' });
  for (const [attribute, value] of Object.entries(attributes)) {
    if (value !== undefined) element.setAttribute(attribute, value);
  }
  if (hasToolkit()) element.setAttribute('appearance', primary ? 'primary' : 'secondary');
  element.append(words);
  let busy = false;
  element.addEventListener('click', () => {
    if (busy || disabled) return;
    busy = true;
    void Promise.resolve(press()).finally(() => {
      busy = false;
    });
  });
  return element;
}

function hasToolkit(): boolean {
  return customElements.get('vscode-button') !== undefined;
}

/** Loads components.ts once the page has been painted; `then` draws again with its elements. */
export function loadToolkit(then: () => void): void {
  // Only the host knows where the file is: a script that is in the page has no address itself.
  const address = document.querySelector('main')?.dataset['toolkit'];
  if (address === undefined) return;
  requestAnimationFrame(() => {
    setTimeout(() => {
      void import(address).then(() => {
        unlessPressed(then);
      });
    });
  });
}
