const last = new Map<string, Promise<unknown>>();

/** Runs a task when all earlier ones of the same key have ended, however they ended. */
export function queued<T>(key: string, task: () => Promise<T>): Promise<T> {
  const turn = (last.get(key) ?? Promise.resolve()).then(task, task);
  last.set(key, turn);
  const leave = (): void => {
    if (last.get(key) === turn) last.delete(key);
  };
  turn.then(leave, leave);
  return turn;
}
