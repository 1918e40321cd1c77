import type { ShownPressure } from '../src/panels/protocol/pressure.ts';
import { h } from './dom.ts';

/** How full a limit is, as a bar with its numbers; what has no limit has no bar. */
export function meter({ label, text, ratio, level }: ShownPressure): HTMLElement {
  const words = h('p', { class: 'amount' }, h('span', {}, label), ' ', h('span', {}, text));
  if (ratio === null) return h('div', { class: 'usage' }, words);
  const percent = Math.min(100, Math.round(ratio * 100));
  const bar = h('span', { class: `bar ${level}` });
  bar.style.width = `${percent}%`;
  return h(
    'div',
    { class: 'usage' },
    words,
    h(
      'div',
      {
        class: 'meter',
        role: 'meter',
        'aria-label': label,
        'aria-valuemin': 0,
        'aria-valuemax': 100,
        'aria-valuenow': percent,
        'aria-valuetext': text,
      },
      bar,
    ),
  );
}
