import type { EnvWrites } from '../../../../src/commands/ports.ts';
import { AnotherFile } from '../../../../src/editor/env/previewEnd.ts';
import type { EnvTarget, EnvWish } from '../../../../src/editor/env/envTarget.ts';
import type { EnvWrite, EnvWritten } from '../../../../src/editor/env/envWrite.ts';
import type { UndoableWrite } from '../../../../src/editor/env/undoableWrites.ts';
import type { LifecycleFixture } from '../../lifecycle/lifecycleFixture.ts';
import type { KeyWindow } from './keyWindow.ts';
import { programWindow, type Keeper } from './programWindow.ts';
import type { ScriptedPerson } from './scriptedPerson.ts';

/** What is special about the writes of a window. */
interface Circumstances {
  /** How often the person would rather have another file. */
  readonly anotherFile?: number;
  /** What is read instead of the file, in sentences. */
  readonly hidden?: readonly string[];
  /** What a write throws. */
  readonly refuses?: Error;
}

export interface EnvWindow extends Omit<KeyWindow, 'ports'> {
  readonly ports: Awaited<ReturnType<typeof programWindow>>['ports'] & EnvWrites;
  /** Which files were asked for, and how. */
  readonly wishes: readonly EnvWish[];
  readonly writes: readonly EnvWrite[];
  /** Names of files that the next write is offered. */
  readonly remembered: readonly string[];
  /** How often a write was taken back. */
  readonly undone: () => number;
}

/** A window that writes secrets into `.env`. @param more what is special about it, as `keyWindow` takes it */
export async function envWindow(
  fixture: LifecycleFixture,
  keeper: Keeper,
  person: ScriptedPerson,
  { anotherFile = 0, hidden = [], refuses }: Circumstances,
  more: Parameters<typeof programWindow>[3] = {},
): Promise<EnvWindow> {
  const window = await programWindow(fixture, keeper, person, more);
  const wishes: EnvWish[] = [];
  const writes: EnvWrite[] = [];
  const remembered: string[] = [];
  let undoable: readonly UndoableWrite[] = [];
  let undone = 0;
  let leaves = anotherFile;
  const nameOf = ({ part }: EnvTarget) => part;
  const ports = Object.assign(window.ports, {
    envTargets: {
      async choose(wish: EnvWish): Promise<EnvTarget> {
        wishes.push(wish);
        const name = wish.file ?? '.env';
        const uri = { toString: () => `file:///project/${name}` };
        // `as`: no more of a folder and a file is looked at here.
        return {
          folder: { name: 'project', uri },
          file: uri,
          part: name,
          variable: wish.variable ?? 'GOVRAIL_API_KEY',
          baseUrlVariable: '',
        } as unknown as EnvTarget;
      },
      remember: async (target: EnvTarget) => void remembered.push(nameOf(target)),
      nameOf,
      pathOf: (target: EnvTarget) => `/project/${nameOf(target)}`,
    },
    envFiles: {
      async write(target: EnvTarget, what: EnvWrite): Promise<EnvWritten> {
        writes.push(what);
        if (leaves-- > 0) throw new AnotherFile();
        if (refuses) throw refuses;
        return {
          line: 3,
          files: [{ name: nameOf(target), changes: [] }],
          precedence: { hidden, others: [] },
          unguarded: [],
          async undo() {
            undone++;
          },
        };
      },
      removeAll: async () => [],
    },
    undoableWrites: {
      list: () => undoable,
      add(write: UndoableWrite) {
        undoable = [write, ...undoable];
      },
      async undo(write: UndoableWrite) {
        await write.undo();
        undoable = undoable.filter((each) => each !== write);
      },
    },
  });
  return { ...window, ports, wishes, writes, remembered, undone: () => undone };
}
