import { h } from './dom.ts';

const live = h('p', { class: 'unseen', role: 'status' });
document.body.append(live);

/** Lets a screen reader say it; nothing moves on the screen. */
export function announce(sentence: string): void {
  // The same words are said again only where something else, or nothing, stood there between.
  live.textContent = '';
  setTimeout(() => {
    live.textContent = sentence;
  }, 50);
}
