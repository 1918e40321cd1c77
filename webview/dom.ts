import { keepFocus } from './keepFocus.ts';
import { keepFolds } from './keepFolds.ts';

type Child = Node | string | null | false;

/** Attributes and properties of an element; `false`, `null` and `undefined` leave an attribute out. */
interface Looks {
  readonly class?: string;
  readonly [attribute: string]: string | number | boolean | null | undefined;
}

/** An element. Texts become text nodes, never markup. */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  looks: Looks = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  dress(element, looks, children);
  return element;
}

/** An element of a picture. */
export function svg<K extends keyof SVGElementTagNameMap>(
  tag: K,
  looks: Looks = {},
  ...children: readonly Child[]
): SVGElementTagNameMap[K] {
  const element = document.createElementNS('http://www.w3.org/2000/svg', tag);
  dress(element, looks, children);
  return element;
}

function dress(element: Element, looks: Looks, children: readonly Child[]): void {
  for (const [name, value] of Object.entries(looks)) {
    if (value === false || value === null || value === undefined) continue;
    element.setAttribute(name, value === true ? '' : String(value));
  }
  for (const child of children) if (child !== null && child !== false) element.append(child);
}

/** A part of the page that is drawn again only when what it shows has changed. */
export function region<T>(
  element: HTMLElement,
  draw: (value: T) => readonly Child[],
): (value: T, force?: boolean) => void {
  let shown: string | undefined;
  return (value, force = false) => {
    const next = JSON.stringify(value);
    if (next === shown && !force) return;
    shown = next;
    const children = draw(value).filter((child) => child !== null && child !== false);
    const redraw = () => {
      element.replaceChildren(...children);
    };
    keepFocus(
      element,
      () => {
        keepFolds(element, redraw);
      },
      '[aria-current] [data-focus]',
      'h1, h2, h3',
    );
  };
}
