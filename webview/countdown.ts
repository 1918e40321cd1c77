import { t } from '@vscode/l10n';
import { h } from './dom.ts';

/** Seconds that run down by themselves while they are on the page. */
export function countdown(seconds: number): HTMLElement {
  const end = performance.now() + seconds * 1000;
  const left = h('strong', { class: 'countdown', 'aria-hidden': 'true' });
  const tick = () => {
    const now = Math.max(0, Math.ceil((end - performance.now()) / 1000));
    left.textContent = t('{0} s', now);
    // Before it is put on the page it is not connected either.
    if (now > 0 && (left.isConnected || now >= seconds)) setTimeout(tick, 250);
  };
  tick();
  return h('span', {}, left, h('span', { class: 'unseen' }, t('{0} seconds', seconds)));
}
