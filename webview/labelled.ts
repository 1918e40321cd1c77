import { h } from './dom.ts';

/** A field with its words above it; `id` is that of the field. */
export function labelled(id: string, words: string, field: HTMLElement): HTMLElement {
  return h('div', { class: 'field' }, h('label', { for: id }, words), field);
}
