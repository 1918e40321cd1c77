/** Works through `items`, at most `lanes` of them at a time. */
export async function inLanes<T>(
  lanes: number,
  items: readonly T[],
  work: (item: T, at: number) => Promise<void>,
): Promise<void> {
  const queue = items.entries();
  await Promise.all(
    Array.from({ length: lanes }, async () => {
      for (const [at, item] of queue) await work(item, at);
    }),
  );
}
