import { join } from 'node:path';
import * as z from 'zod/mini';
import { isGone } from '../model/window.ts';
import type { Ports } from '../model/ports.ts';
import { isDiskError } from '../model/stateDisk.ts';
import { createShared, type Shared } from '../storage/shared.ts';

const window = z.object({ id: z.string(), pid: z.number(), host: z.string() });

/** The oldest first. `by`: the window that is about to tell it; `null`: it was told. */
const news = z.readonly(z.array(z.object({ name: z.string(), by: z.nullable(window) })));
type News = z.infer<typeof news>;

/** So many are remembered; what is older than that is told again rather than kept for ever. */
const remembered = 500;

/**
 * Calls `tell` with those of `names` that no window of this machine has told of: for what each of
 * them finds by itself at the same time. A window that dies between its word and the note of it has
 * perhaps not been heard, so the next one says it again; so does one whose disk remembers nothing.
 */
export async function tellOnce(
  ports: Ports,
  names: readonly string[],
  tell: (news: readonly string[]) => void | Promise<void>,
): Promise<void> {
  if (names.length === 0) return;
  const shared = createShared(ports, join(ports.folder, 'notices', 'once'), news, []);
  const ours = await orAll(names, () => claim(shared, names, ports));
  if (ours.length === 0) return;
  await tell(ours);
  await orAll(names, async () => {
    await shared.change((state) => withNames(state, ours, null));
    return ours;
  });
}

async function claim(
  shared: Shared<News>,
  names: readonly string[],
  { window: by }: Ports,
): Promise<readonly string[]> {
  let ours: readonly string[] = [];
  await shared.change((state) => {
    const old = state.filter((each) => each.by === null || !isGone(each.by));
    ours = names.filter((name) => !old.some((each) => each.name === name));
    return ours.length === 0 ? state : withNames(state, ours, by);
  });
  return ours;
}

function withNames(state: News, names: readonly string[], by: News[number]['by']): News {
  const others = state.filter(({ name }) => !names.includes(name));
  return [...others, ...names.map((name) => ({ name, by }))].slice(-remembered);
}

async function orAll(
  names: readonly string[],
  work: () => Promise<readonly string[]>,
): Promise<readonly string[]> {
  try {
    return await work();
  } catch (error) {
    if (isDiskError(error)) return names;
    throw error;
  }
}
