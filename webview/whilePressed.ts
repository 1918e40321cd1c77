/*
 * A browser makes a click of a press and a release on the same element. What is drawn again in between
 * takes the element away, and the click with it. So nothing is drawn while a button is held down.
 */
let isPressed = false;
let waiting: (() => void)[] = [];

/** Draws now, or as soon as the person has let go of what they press; in the order of the calls. */
export function unlessPressed(draw: () => void): void {
  if (isPressed) waiting.push(draw);
  else draw();
}

function press(): void {
  isPressed = true;
}

/** The click comes right after the release, before the next task. */
function release(): void {
  if (!isPressed) return;
  setTimeout(() => {
    isPressed = false;
    const draws = waiting;
    waiting = [];
    for (const draw of draws) draw();
  });
}

const isSpace = ({ key }: KeyboardEvent) => key === ' ';
window.addEventListener('pointerdown', press, true);
window.addEventListener('pointerup', release, true);
window.addEventListener('pointercancel', release, true);
// Let go of where this page does not hear it.
window.addEventListener('blur', release);
window.addEventListener(
  'pointermove',
  ({ buttons }) => {
    if (buttons === 0) release();
  },
  true,
);
window.addEventListener(
  'keydown',
  (event) => {
    if (isSpace(event)) press();
  },
  true,
);
window.addEventListener(
  'keyup',
  (event) => {
    if (isSpace(event)) release();
  },
  true,
);
