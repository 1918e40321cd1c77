import type { Disk, EnvPath } from '../files/disk.ts';
import { appendLine, bytesOf, lineAt, toText } from './text/fileText.ts';
import { disagreeing } from './text/readerCheck.ts';
import { nodeDisk } from '../files/nodeDisk.ts';
import { both, type Plan, type Planner } from './text/plan.ts';
import { refuse } from './text/refusal.ts';
import { readRegularFile } from './text/regularFile.ts';
import { isVariableName } from './text/target.ts';
import { planSideEdit, type SideEdit } from './sideEdit.ts';

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
 * Adds names without values to the example beside a `.env`, where there is one. It holds no secret, but
 * git tracks it, so it is shown before it is made. `undefined` where it names them already, or is odd.
 */
export async function planExampleNames(
  env: EnvPath,
  names: readonly string[],
  disk: Disk = nodeDisk,
): Promise<SideEdit | undefined> {
  // Beside no other name is it usual: an `.envrc` is a script, a `web.env` one of many.
  if (!/(?<![^/\\])\.env(?:\.[^/\\]*)?$/.test(env.file)) return undefined;
  const path = { ...env, file: env.file.replace(/\.env[^/\\]*$/, '.env.example') };
  const located = await disk.locate(path, false);
  const there = located.kind === 'located' ? await disk.read(located) : located;
  // One that is not there is nobody's custom.
  if (there.kind === 'refused' || !there.exists || there.readOnly === true) return undefined;
  const planner = names
    .map(
      (name): Planner =>
        (bytes) =>
          planName(bytes, name),
    )
    .reduce((first, second) => both(first, second));
  const edit = await planSideEdit(path, planner, disk);
  return edit.kind === 'planned' ? edit : undefined;
}
