/**
 * Draws a part of the page. Whoever works by keyboard stays on what has the same `data-focus`; where
 * that is gone, they go on to the first of `next` that can be seen: a button, or a heading.
 */
export function keepFocus(part: HTMLElement, draw: () => void, ...next: readonly string[]): void {
  const before = document.activeElement;
  const isHere = part.contains(before);
  const name = before?.closest<HTMLElement>('[data-focus]')?.dataset['focus'];
  draw();
  const now = document.activeElement;
  if (!isHere || (part.contains(now) && now?.checkVisibility())) return;
  // Whoever answers a question of VS Code meanwhile is not taken away from it; `returnFocus` waits for them.
  if (!document.hasFocus()) return;
  const same = name === undefined ? [] : [`[data-focus="${CSS.escape(name)}"]`];
  const to = [...same, ...next]
    .map((selector) => part.querySelector<HTMLElement>(selector))
    .find((element) => element?.checkVisibility());
  if (!to) return;
  // Tab passes a heading by; only who lost their place is led to it.
  if (/^H\d$/.test(to.tagName)) to.tabIndex = -1;
  to.focus();
}
