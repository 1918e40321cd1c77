import type { Locator } from 'playwright-core';

/** A tree row as it is drawn. */
export interface TreeRow {
  readonly label: string;
  readonly description: string;
  /** Name of the codicon, e.g. `pass`; `''` without an icon, `image` for a picture. */
  readonly icon: string;
  /** The icon's colour as the browser computed it, e.g. `rgb(115, 201, 145)`. */
  readonly iconColor: string;
  /** What a screen reader says. */
  readonly ariaLabel: string;
  /** 1 for a root. */
  readonly level: number;
  /** `undefined` for a row without children. */
  readonly expanded: boolean | undefined;
  readonly selected: boolean;
  /** The letter that a file decoration puts at the end of a row; `''` without one. */
  readonly decoration: string;
}

/** Reads rows in the order in which they stand on the screen. */
export function readRows(rows: Locator): Promise<TreeRow[]> {
  return rows.evaluateAll((elements) => {
    const text = (element: Element, selector: string) =>
      element.querySelector(selector)?.textContent.trim() ?? '';
    return elements
      .map((element) => ({ element, index: Number(element.getAttribute('data-index')) }))
      .sort((one, other) => one.index - other.index)
      .map(({ element }) => {
        const icon = element.querySelector('.custom-view-tree-node-item-icon');
        const codicon = /codicon-([a-z0-9-]+)/.exec(icon?.className ?? '')?.[1];
        const expanded = element.getAttribute('aria-expanded');
        return {
          label: text(element, '.label-name'),
          description: text(element, '.label-description'),
          icon:
            codicon ?? (icon && getComputedStyle(icon).backgroundImage !== 'none' ? 'image' : ''),
          iconColor: icon ? getComputedStyle(icon).color : '',
          ariaLabel: element.getAttribute('aria-label') ?? '',
          level: Number(element.getAttribute('aria-level')),
          expanded: expanded === null ? undefined : expanded === 'true',
          selected: element.getAttribute('aria-selected') === 'true',
          decoration: text(element, '.monaco-decoration-badge'),
        };
      });
  });
}
