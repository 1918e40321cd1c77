/** Opens every fold around and in an element, and leads the keyboard to it. */
export function unfold(element: Element | null): void {
  if (!element) return;
  for (let fold = element.closest('details'); fold;) {
    fold.open = true;
    fold = fold.parentElement?.closest('details') ?? null;
  }
  const own = element.querySelector('details');
  if (own) own.open = true;
  element.scrollIntoView({ block: 'nearest' });
  // VS Code may ask something: that would be closed.
  if (document.hasFocus()) element.querySelector<HTMLElement>('[data-focus]')?.focus();
}
