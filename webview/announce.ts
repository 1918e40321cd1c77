import { h } from './dom.ts';

const live = h('p', { class: 'unseen', role: 'status' });
document.body.append(live);

/** Lets a screen reader say it; nothing moves on the screen. */
export function announce(sentence: string): void {
  live.textContent = sentence;
}
