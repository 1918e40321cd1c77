/** VS Code hands arguments of a command to the same host as they are, so an object can be known again. */
const pressed = new WeakSet<object>();

/** Has the commands that get these arguments tell the person what they are refused with. */
export function markPressed(args: readonly unknown[]): void {
  for (const each of args) if (typeof each === 'object' && each !== null) pressed.add(each);
}

/** Whether a person pressed the button that brought this argument. */
export function isPressed(argument: unknown): boolean {
  return typeof argument === 'object' && argument !== null && pressed.has(argument);
}
