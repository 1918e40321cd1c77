/*
 * Who made the argument of a command. VS Code hands arguments to a command of the same extension host
 * as the objects that they are: those of a lens, a quick fix, a click on a row, or a message's button.
 * What comes from a launch, a task, a keybinding, a link, or another window is a copy, whatever it looks
 * like. So an object that Keyrail made itself is known by its identity, never by its shape.
 *
 * The rows of a view are another matter. The menus of a view name a row by a shape, such as
 * `{"$treeViewId": "keyrail.apiKeys", "$focusedTreeItem": true}`, which VS Code replaces by the row
 * whoever passes it. So a row says what is meant, and not that a person meant it.
 */
const own = new WeakSet<object>();
const rows = new WeakSet<object>();
const answered = new WeakSet<object>();

/** Marks what one of Keyrail's own surfaces passes when a person uses it; answers with the same object. */
export function ownArgument<T extends object>(argument: T): T {
  own.add(argument);
  return argument;
}

/** Whether a person brought this argument by using one of Keyrail's own surfaces. */
export function isOwnArgument(argument: unknown): boolean {
  return typeof argument === 'object' && argument !== null && own.has(argument);
}

/** Marks what a view passes as one of its rows; answers with the same object. */
export function rowArgument<T extends object>(row: T): T {
  rows.add(row);
  return row;
}

/** Whether this is a row of one of Keyrail's views: a key, an account, a group. */
export function isRowArgument(argument: unknown): argument is object {
  return typeof argument === 'object' && argument !== null && rows.has(argument);
}

/** Marks an argument to which the person has said yes already; answers with the same object. */
export function answeredArgument<T extends object>(argument: T): T {
  answered.add(argument);
  return argument;
}

/** Whether the person has said yes to exactly this already, so that nothing is asked again. */
export function isAnswered(argument: unknown): boolean {
  return typeof argument === 'object' && argument !== null && answered.has(argument);
}
