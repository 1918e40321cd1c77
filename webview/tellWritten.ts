/**
 * Tells what is written in a field: after a pause, or before whoever writes goes elsewhere.
 * @returns a way to tell it at once
 */
export function tellWritten(field: HTMLElement, tell: () => void): () => void {
  let pause: ReturnType<typeof setTimeout> | undefined;
  const now = () => {
    clearTimeout(pause);
    pause = undefined;
    tell();
  };
  const flush = () => {
    if (pause !== undefined) now();
  };
  // The tab may be hidden, and the page with it, before the pause is over.
  field.addEventListener('blur', flush);
  window.addEventListener('blur', flush);
  field.addEventListener('input', () => {
    clearTimeout(pause);
    pause = setTimeout(now, 200);
  });
  return now;
}
