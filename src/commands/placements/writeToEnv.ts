import { t } from '@vscode/l10n';
import { keyLabel } from '../../domain/keys/keyLabel.ts';
import { UserFacingError } from '../../domain/errors.ts';
import { atOf, type KeyRow } from '../../editor/keys/snapshot.ts';
import * as z from 'zod/mini';
import type { EnvWish } from '../../editor/env/envTarget.ts';
import type { EnvWritten } from '../../editor/env/envWrite.ts';
import type { UndoableWrite } from '../../editor/env/undoableWrites.ts';
import { parseArguments } from '../argument.ts';
import { chooseKey } from '../chooseKey.ts';
import { readLocalCopy } from '../secrets/localCopy.ts';
import { offerUndo } from './undoWrite.ts';
import { writeSomewhere, type Agreed } from './writeSomewhere.ts';
import type {
  Asking,
  Telling,
  ListedKeys,
  Operations,
  EnvWrites,
  ProgramConsents,
} from '../ports.ts';

const writeArguments = z.strictObject({
  keyId: z.optional(z.string()),
  file: z.optional(z.string()),
  variable: z.optional(z.string()),
  /** The button of a refusal: the same key, and a file that the person chooses. */
  elsewhere: z.optional(z.literal(true)),
});

/** What writes the local copy of a key into a `.env`. */
export type WritesSecrets = Asking &
  Telling &
  ListedKeys &
  Operations &
  EnvWrites &
  ProgramConsents;

/** What a program gets to know of a write. */
export interface EnvAnswer {
  readonly file: string;
  readonly variable: string;
  readonly line: number;
  readonly warnings?: readonly string[];
}

/** Writes the secret of a key into one line of a `.env`. */
export async function writeToEnv(ports: WritesSecrets, argument: unknown) {
  const { keyId, elsewhere, ...given } = parseArguments(writeArguments, argument);
  const wish: EnvWish = elsewhere ? { ...given, choice: 'wanted' } : given;
  const question = {
    title: t('Write Secret to .env'),
    none: t('This editor holds no secret that could be written.'),
  };
  const row = await chooseKey(ports, keyId, question, (each) => each.hasCopy && !isOver(each));
  if (isOver(row)) {
    throw new UserFacingError(
      t('{0} opens nothing any more, so it is not written anywhere.', keyLabel(row)),
      [{ label: t('Create Key…'), command: 'keyrail.createKey' }],
    );
  }
  const written = await writeSecretToEnv(
    ports,
    row.key.api_key_id,
    wish,
    ports.prompter.isWatched(),
  );
  return { keyId: row.key.api_key_id, ...written };
}

/** The same for a key that is known to have a local copy. `ask` is false where nobody is to be asked. */
export async function writeSecretToEnv(
  ports: WritesSecrets,
  keyId: string,
  wish: EnvWish,
  ask: boolean,
) {
  const { told, undoable, answer } = await writeUntold(ports, keyId, wish, ask);
  if (ask && undoable) void offerUndo(ports, told.join(' '), undoable);
  else if (told.length > 1) void ports.messages.notify.warn(told.join(' '));
  else ports.messages.say(told.join(' '));
  return answer;
}

/**
 * The same for who tells of it together with something else: `told` is where it was written, and after
 * that what is read instead of it; `undoable` goes with `offerUndo`.
 */
export async function writeUntold(
  ports: WritesSecrets,
  keyId: string,
  wish: EnvWish,
  ask: boolean,
  agreed?: Agreed,
): Promise<{
  readonly told: readonly string[];
  /** The line of the key, in one sentence. */
  readonly place: string;
  readonly undoable: UndoableWrite | undefined;
  readonly answer: EnvAnswer;
}> {
  const { session, context } = await ports.keyList.here();
  const row = await chooseKey(ports, keyId, { title: '', none: '' }, () => true);
  const baseUrl = await session.provenBaseUrl();
  const secret = await readLocalCopy(ports, context, row);
  const of = { ...atOf(context), keyId, keyPrefix: row.key.key_prefix };
  const what = { of, secret, baseUrl, ask, provenBaseUrl: () => session.provenBaseUrl() };
  const { target, written } = await writeSomewhere(ports, wish, what, agreed);
  const { line, undo } = written;
  const name = ports.envTargets.nameOf(target);
  // What a program named is no choice of the person's, who would be offered it from then on.
  if (ask) await ports.envTargets.remember(target);
  const undoable = undo && {
    keyId,
    label: keyLabel(row),
    file: target.file.toString(),
    name,
    undo,
  };
  if (undoable) ports.undoableWrites.add(undoable);
  await ports.keyList.refresh();
  const { hidden, others } = written.precedence;
  const warnings = [...hidden, ...others, ...written.unguarded];
  return {
    told: [writtenText(target.variable, name, written), ...hidden],
    place: placeText(target.variable, name, written),
    undoable,
    answer: {
      file: ports.envTargets.pathOf(target),
      variable: target.variable,
      line,
      ...(warnings.length > 0 && { warnings }),
    },
  };
}

/** Where the secret is, and every other file and line that was written; the preview showed what they say. */
function writtenText(variable: string, name: string, { line, files }: EnvWritten): string {
  const others = files.flatMap((file) => {
    const lines = file.changes
      .filter((change) => file.name !== name || change.line !== line)
      .map((change) => change.line);
    const [first, ...rest] = lines;
    if (first === undefined) return [];
    return rest.length === 0
      ? [t('{0}, line {1}', file.name, first)]
      : [t('{0}, lines {1}', file.name, lines.join(', '))];
  });
  const place = placeText(variable, name, { line });
  return others.length === 0 ? place : t('{0} Also written: {1}.', place, others.join('; '));
}

function placeText(variable: string, name: string, { line }: Pick<EnvWritten, 'line'>): string {
  return t('{0} is in {1}, line {2}.', variable, name, line);
}

/** A value in its place would look current, and open nothing. */
function isOver({ status }: KeyRow): boolean {
  return status.kind === 'revoked' || status.kind === 'expired';
}
