import { t } from '@vscode/l10n';
import type { RunPictureStep } from '../src/panels/protocol/playground.ts';
import { h, svg } from './dom.ts';

const box = { width: 190, height: 66, gapX: 34, gapY: 30 };
const margin = 3;

/** How a step ended decides its look; a status we do not know looks open. */
const looks: Readonly<Record<string, string>> = {
  completed: 'done',
  failed: 'failed',
  cancelled: 'failed',
  blocked: 'waiting',
  running: 'open',
};

/** More in a row than this are too far apart to be read as a chain. */
const mostInRow = 4;

/** The picture in a box that it fills: as many steps in a row as there is room for. */
export function runPicture(steps: readonly RunPictureStep[]): HTMLElement {
  const frame = h('div', {
    class: 'picture',
    tabindex: 0,
    'data-focus': 'picture',
    role: 'group',
    'aria-label': t('Steps'),
  });
  let drawn = 0;
  new ResizeObserver(([entry]) => {
    const room = (entry?.contentRect.width ?? 0) + box.gapX - 2 * margin;
    const perRow = Math.min(mostInRow, Math.max(1, Math.floor(room / (box.width + box.gapX))));
    if (perRow === drawn) return;
    drawn = perRow;
    frame.replaceChildren(runGraph(steps, perRow));
  }).observe(frame);
  return frame;
}

/**
 * The steps of a run as a chain of boxes in reading order, `perRow` in a row. The picture has its
 * words as label; the events below it say the rest.
 */
function runGraph(steps: readonly RunPictureStep[], perRow: number): SVGElement {
  const columns = Math.max(1, Math.min(perRow, steps.length));
  const rows = Math.ceil(steps.length / columns);
  const width = columns * (box.width + box.gapX) - box.gapX + 2 * margin;
  const height = rows * (box.height + box.gapY) - box.gapY + 2 * margin;
  const places = steps.map((_, index) => ({
    x: margin + (index % columns) * (box.width + box.gapX),
    y: margin + Math.floor(index / columns) * (box.height + box.gapY),
  }));
  return svg(
    'svg',
    {
      class: 'graph',
      role: 'img',
      'aria-label': steps.map(inWords).join('; '),
      viewBox: `0 0 ${width} ${height}`,
      width,
      height,
    },
    ...places.slice(1).map((to, index) => {
      const from = places[index] ?? to;
      return svg('path', { class: 'way', d: from.y === to.y ? along(from, to) : around(from, to) });
    }),
    ...steps.map((step, index) => node(step, index + 1, places[index] ?? { x: 0, y: 0 })),
  );
}

interface Place {
  readonly x: number;
  readonly y: number;
}

const head = 'l-6 -4 m6 4 l-6 4';

function along(from: Place, to: Place): string {
  const y = from.y + box.height / 2;
  return `M${from.x + box.width} ${y} H${to.x} ${head}`;
}

/** From the end of a row down to the start of the next. */
function around(from: Place, to: Place): string {
  const middle = from.y + box.height + box.gapY / 2;
  return `M${from.x + box.width / 2} ${from.y + box.height} V${middle} H${to.x + box.width / 2} V${to.y} l-4 -6 m4 6 l4 -6`;
}

function node(step: RunPictureStep, number: number, { x, y }: Place): SVGElement {
  const { kind, title, actor, status, statusWords, took, notes } = step;
  const look = kind === 'artifact' ? 'artifact' : (looks[status] ?? 'open');
  return svg(
    'g',
    { class: `node ${look}`, transform: `translate(${x} ${y})` },
    svg('title', {}, inWords(step)),
    svg('rect', { width: box.width, height: box.height, rx: 5 }),
    svg('rect', { class: 'edge', width: 4, height: box.height, rx: 2 }),
    svg(
      'text',
      { class: 'name', x: 14, y: 20 },
      short(kind === 'artifact' ? title : `${number}. ${title}`, 24),
    ),
    svg('text', { x: 14, y: 38 }, short([statusWords, took].filter(Boolean).join(', '), 25)),
    svg('text', { x: 14, y: 55 }, short(notes.length > 0 ? notes.join(', ') : actor, 25)),
  );
}

function inWords({ title, statusWords, actor, notes }: RunPictureStep): string {
  const what = actor === '' ? title : t('{0} by {1}', title, actor);
  return [`${what}: ${statusWords}`, ...notes].join(', ');
}

function short(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1)}…`;
}
