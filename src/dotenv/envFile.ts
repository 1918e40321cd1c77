import type { Plan, Planner, Write } from './plan.ts';
import type { Refusal } from './refusal.ts';
import { replaceFile, type BeforeStep } from './replaceFile.ts';
import {
  codeOf,
  guardPath,
  readState,
  refuseFile,
  type FileRefusal,
  type FileState,
} from './safeFile.ts';

/** A `.env` inside an open folder; both are absolute paths. */
export interface EnvPath {
  readonly folder: string;
  readonly file: string;
}

export type EnvRefusal = Refusal | FileRefusal;

export type Edited =
  | { readonly kind: 'written'; readonly plan: Write; readonly created: boolean }
  | { readonly kind: 'unchanged' }
  | EnvRefusal;

/** Asked with the masked changes before the file is touched; rejects to stop. */
export type Approve = (plan: Write) => Promise<void>;

const queues = new Map<string, Promise<unknown>>();

/** Reads a `.env`, or why it may not be read. A file that is not there is empty. */
export async function readEnvFile({ folder, file }: EnvPath): Promise<FileState | FileRefusal> {
  return (await guard(folder, file)) ?? readState(file);
}

/**
 * One edit of a `.env` as a transaction: read, plan, approve, replace, read back. Edits of the same
 * file wait for each other; a file that somebody else changed meanwhile is planned once more.
 */
export function editEnvFile(
  path: EnvPath,
  planner: Planner,
  approve: Approve = async () => undefined,
  beforeStep?: BeforeStep,
): Promise<Edited> {
  const turn = (queues.get(path.file) ?? Promise.resolve())
    .catch(() => undefined)
    .then(() => edit(path, planner, approve, beforeStep));
  queues.set(path.file, turn);
  const leave = () => {
    if (queues.get(path.file) === turn) queues.delete(path.file);
  };
  turn.then(leave, leave);
  return turn;
}

async function edit(
  path: EnvPath,
  planner: Planner,
  approve: Approve,
  beforeStep: BeforeStep | undefined,
): Promise<Edited> {
  for (let attempt = 1; ; attempt++) {
    const before = await readEnvFile(path);
    if (before.kind === 'refused') return before;
    const plan: Plan = planner(before.bytes);
    if (plan.kind !== 'write') return plan;
    if (attempt === 1) await approve(plan);
    const replaced = await replaceFile(path.file, before, plan.bytes, beforeStep);
    if (replaced.kind === 'refused') {
      if (replaced.code === 'changed-meanwhile' && attempt === 1) continue;
      return replaced;
    }
    const after = await readState(path.file);
    if (after.kind === 'refused') return after;
    if (!Buffer.from(after.bytes).equals(plan.bytes)) return refuseFile('changed-meanwhile');
    return { kind: 'written', plan, created: before.mode === undefined };
  }
}

async function guard(folder: string, file: string): Promise<FileRefusal | undefined> {
  try {
    return await guardPath(folder, file);
  } catch (error) {
    if (codeOf(error) === undefined) throw error;
    return refuseFile('unreadable');
  }
}
