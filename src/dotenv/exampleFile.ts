import type { Disk, EnvPath } from './disk.ts';
import { isExampleFileName } from './envFileName.ts';
import { appendLine, bytesOf, lineAt, toText } from './fileText.ts';
import { disagreeing } from './gate.ts';
import { nodeDisk } from './nodeDisk.ts';
import type { Plan } from './plan.ts';
import { queued } from './queue.ts';
import { refuse } from './refusal.ts';
import { readRegularFile } from './regularFile.ts';
import { isVariableName } from './target.ts';
import { transact } from './transaction.ts';

/**
 * Names a variable without a value. A file that names it already, even in a comment, is left as it
 * is: what stands there is somebody's advice.
 */
export function planName(bytes: Uint8Array, variable: string): Plan {
  if (!isVariableName(variable)) return refuse('bad-name');
  const file = readRegularFile(bytes, variable);
  if (file.kind === 'refused') return file;
  const { view } = file;
  const named = new RegExp(
    String.raw`^[ \t]*(?:#[ \t]*)?(?:export[ \t]+)?${variable}[ \t]*(?:[=:]|\r?$)`,
    'm',
  );
  if (named.test(view)) return { kind: 'unchanged' };
  const after = appendLine(view, `${variable}=`);
  const expected = { name: variable, value: '', mayStayUnseen: false };
  if (disagreeing(toText(view), toText(after), expected).some(({ binding }) => binding)) {
    return refuse('readers-disagree');
  }
  const line = lineAt(after, after.length - 1);
  const change = { kind: 'appended', line, after: `${variable}=`, form: 'unquoted' } as const;
  return { kind: 'write', bytes: bytesOf(after), changes: [change], warnings: [] };
}

/**
 * Adds names without values to an example file that is there. It holds no secret and is meant to be
 * committed, so nobody is asked; one that is not there, or is odd, is left alone.
 */
export async function addExampleNames(
  path: EnvPath,
  names: readonly string[],
  disk: Disk = nodeDisk,
): Promise<void> {
  if (!isExampleFileName(path.file)) throw new Error('Not the name of an example file.');
  const located = await disk.locate(path, false);
  const there = located.kind === 'located' ? await disk.read(located) : located;
  if (there.kind === 'refused' || !there.exists) return;
  for (const name of names) {
    await queued(path.file, () =>
      transact({
        disk,
        path,
        planner: (bytes) => planName(bytes, name),
        approve: undefined,
        beforeStep: () => undefined,
        followLinks: false,
        newMode: 0o644,
      }),
    );
  }
}
