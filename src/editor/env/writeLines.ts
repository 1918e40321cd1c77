import { t } from '@vscode/l10n';
import { UserFacingError } from '../../domain/errors.ts';
import type { Secret } from '../../domain/secrets/secret.ts';
import type { Unchanged, Write } from '../../dotenv/text/plan.ts';
import type { AboutWrite } from '../../dotenv/transaction.ts';
import type { MadeEdit } from './besideEnv.ts';
import type { EnvSpot } from './envSpot.ts';
import { envFileName, type EnvTarget } from './envTarget.ts';
import { dirtyDocument, saveFirst } from './openDocument.ts';
import { editEnvFile, readEnvFile } from '../../dotenv/envFile.ts';
import { planEdit } from '../../dotenv/text/envText.ts';
import { both } from '../../dotenv/text/plan.ts';
import { findVariable, readVariable } from '../../dotenv/text/variable.ts';
import { notWritten } from './notWritten.ts';
import { undoing } from './besideEnv.ts';
import { mayBeWritten } from '../../dotenv/refusalText.ts';

/** Asked with what would be written, and the value that readers take from the line now. */
export type ApprovePlan = (
  plan: Write | Unchanged,
  former: Secret | undefined,
  about?: AboutWrite,
) => Promise<void>;

interface LinesToWrite {
  readonly secret: Secret;
  readonly baseUrl: string;
  /** False where a program called: then what would need a question refuses. */
  readonly ask: boolean;
  /** Of the key that the secret is of, where it is one that is known. */
  readonly keyId: string | undefined;
}

interface LinesWritten {
  readonly line: number;
  /** Absent where nothing was changed. */
  readonly env: MadeEdit | undefined;
}

/**
 * The lines of one env file as a transaction: the variable and, where there is one, that of the base URL.
 * @param takeBack called where nothing was written, whatever the reason
 * @throws UserFacingError, CancelledError
 */
export async function writeLines(
  { path, disk }: EnvSpot,
  target: EnvTarget,
  { secret, baseUrl, ask, keyId }: LinesToWrite,
  approvePlan: ApprovePlan,
  takeBack: () => Promise<void>,
): Promise<LinesWritten> {
  const { variable, baseUrlVariable } = target;
  const name = envFileName(target);
  const exported = target.file.path.endsWith('/.envrc');
  const setSecret = (bytes: Uint8Array) => planEdit(bytes, variable, secret, { exported });
  const planner = baseUrlVariable
    ? both(setSecret, (bytes) => planEdit(bytes, baseUrlVariable, baseUrl, { exported }))
    : setSecret;
  let line = 0;
  let former: Secret | undefined;
  const counting = (bytes: Uint8Array) => {
    const plan = planner(bytes);
    const after = plan.kind === 'write' ? plan.bytes : bytes;
    former = readVariable(bytes, variable);
    line = findVariable(after, variable).at(-1)?.line ?? 0;
    return plan;
  };
  const document = dirtyDocument(target.file);
  if (document) {
    // An editor saves through a link wherever it leads; a file that may not be written may not be edited.
    const there = await readEnvFile(path, disk);
    if (there.kind === 'refused') throw notWritten(there, target, keyId);
    if (!ask) {
      throw new UserFacingError(
        t('{0} is open with changes that are not saved. Save it first.', name),
      );
    }
    await saveFirst(document, name);
  }
  const approve = async (plan: Write | Unchanged, about?: AboutWrite) => {
    await approvePlan(plan, former, about);
    if (dirtyDocument(target.file)) {
      throw new UserFacingError(
        t('{0} was changed in the editor meanwhile. Nothing was written.', name),
      );
    }
  };
  const edited = await editEnvFile(path, counting, approve, { disk }).catch(
    async (error: unknown) => {
      await takeBack();
      throw error;
    },
  );
  if (edited.kind === 'refused') {
    if (!mayBeWritten(edited)) await takeBack();
    throw notWritten(edited, target, keyId);
  }
  if (edited.kind === 'unchanged') {
    await approve(edited);
    return { line, env: undefined };
  }
  return { line, env: { name, changes: edited.plan.changes, undo: undoing(name, edited) } };
}
