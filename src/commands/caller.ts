/**
 * The part of the argument that a row of a tree stands for. VS Code passes nothing from the palette,
 * the tree's node from a row, and tasks, keybindings and other extensions pass plain objects. Read by
 * hand: every command is registered through here, and zod would be loaded at start for it.
 */
export function fromRow(argument: unknown): Record<string, unknown> | undefined {
  if (typeof argument !== 'object' || argument === null || !('node' in argument)) return undefined;
  if (argument.node === 'key' && 'keyId' in argument && typeof argument.keyId === 'string') {
    return { keyId: argument.keyId };
  }
  if (
    argument.node === 'account' &&
    'serviceAccountId' in argument &&
    typeof argument.serviceAccountId === 'string'
  ) {
    return { serviceAccountId: argument.serviceAccountId };
  }
  return undefined;
}

/** True where a program called: it gets errors as rejections, and no question it has answered. */
export function calledByProgram(argument: unknown): boolean {
  return typeof argument === 'object' && argument !== null && fromRow(argument) === undefined;
}
