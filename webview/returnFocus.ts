/*
 * While VS Code asks something, or the person is elsewhere in the window, the browser forgets what had
 * the keyboard here: whoever comes back would begin at the top, or behind what was drawn again.
 */

/** The `data-focus` of what had the keyboard last; `undefined` before anything had. */
let last: string | undefined;
/** Whether it came there by key, so that it is to be seen. */
let byKey = false;

/**
 * Gives the keyboard back, when the person comes back to the page, to what had it last; where that is
 * gone, to the first of `next` that can be seen.
 */
export function returnFocus(...next: readonly string[]): void {
  document.addEventListener('focusin', ({ target }) => {
    if (!(target instanceof Element)) return;
    last = target.closest<HTMLElement>('[data-focus]')?.dataset['focus'] ?? last;
    byKey = target.matches(':focus-visible');
  });
  window.addEventListener('focus', () => {
    if (last === undefined || document.activeElement !== document.body) return;
    // Told late, when VS Code has begun to ask something else: that would be closed.
    if (!document.hasFocus()) return;
    const to = [`[data-focus="${CSS.escape(last)}"]`, ...next]
      .map((selector) => document.querySelector<HTMLElement>(selector))
      .find((element) => element?.checkVisibility());
    // Whoever uses the mouse may come back by a click, and where that goes is not to move away.
    to?.focus({ preventScroll: !byKey });
  });
}
