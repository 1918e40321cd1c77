/** Draws a part of the page. What a person has opened or closed in it stays so, by its summary's name. */
export function keepFolds(part: HTMLElement, draw: () => void): void {
  const folds = () =>
    [...part.querySelectorAll('details')].map((fold) => ({
      fold,
      name: fold.querySelector('summary')?.dataset['focus'] ?? '',
    }));
  const turned = new Map<string, boolean>();
  for (const { fold, name } of folds()) {
    if (String(fold.open) !== fold.dataset['drawn']) turned.set(name, fold.open);
  }
  draw();
  for (const { fold, name } of folds()) {
    fold.dataset['drawn'] = String(fold.open);
    fold.open = turned.get(name) ?? fold.open;
  }
}
