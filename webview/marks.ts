import { svg } from './dom.ts';

/** Shapes in a box of 16: state is told by shape first, by colour second. */
const shapes = {
  done: 'M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1Zm3.4 5.1-4 5a.7.7 0 0 1-1 .1L4.300 9.200l.9-1.1 1.500 1.300 3.600-4.400Z',
  now: 'M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1Zm0 1.400a5.600 5.600 0 1 1 0 11.200A5.600 5.600 0 0 1 8 2.400ZM6.300 5v6l4.700-3Z',
  attention: 'M8 1.300 15.300 14.500H.7Zm-.7 4.600v4.300h1.400V5.900Zm0 5.500v1.400h1.400v-1.400Z',
  blocked:
    'M5 7V5a3 3 0 0 1 6 0v2h.8c.4 0 .7.3.7.7v6c0 .4-.3.7-.7.7H4.200a.7.700 0 0 1-.7-.7v-6c0-.4.3-.7.7-.7Zm1.400 0h3.200V5a1.600 1.600 0 0 0-3.200 0Z',
} as const;

export type Mark = keyof typeof shapes;

/** A small picture of a state; the words beside it say the same, so it is hidden from readers. */
export function mark(state: Mark): SVGElement {
  return svg(
    'svg',
    { class: `mark ${state}`, viewBox: '0 0 16 16', 'aria-hidden': 'true', focusable: 'false' },
    svg('path', { d: shapes[state], 'fill-rule': 'evenodd' }),
  );
}
