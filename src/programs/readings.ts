import type { Secret } from '../domain/secrets/secret.ts';
import { isFolder, linesBehind, notAlone } from './besides.ts';
import { judge, type Judged } from './judge.ts';
import type { Failed, ProgramPlace, Reading, Seen } from './programPlace.ts';
import { readSeen } from './readSeen.ts';
import { readValue } from './readValue.ts';
import type { Ready } from './ready.ts';
import type { Command } from './recipe.ts';
import type { Ended } from './runProgram.ts';
import type { createStart } from './start.ts';

/** Runs the commands of a recipe, and reads what they print. */
export function createReadings(start: ReturnType<typeof createStart>) {
  const perform = async (
    place: ProgramPlace,
    at: Ready,
    command: Command,
    {
      signal,
      secret,
      end = '',
    }: { signal?: AbortSignal | undefined; secret?: Secret; end?: string | undefined },
  ): Promise<{ readonly judged: Judged; readonly ended: Ended }> => {
    const input = secret && secret.reveal() + end;
    const ended = await start(place, at, command, input, signal);
    return {
      judged: judge(at.recipe, ended, {
        secrets: secret ? [secret] : [],
        prints: command === at.recipe.get,
      }),
      ended,
    };
  };

  const get = async (place: ProgramPlace, at: Ready, signal?: AbortSignal): Promise<Reading> => {
    const command = at.recipe.get;
    if (!command) return { kind: 'not-readable' };
    const { judged, ended } = await perform(place, at, command, { signal });
    if (judged.kind !== 'done') return judged;
    return isFolder(at.recipe, at.answers, ended.stdout)
      ? notAlone
      : readValue(at.recipe, command.value, ended);
  };

  /** What stands behind the value and is the person's. */
  const besides = async (
    place: ProgramPlace,
    at: Ready,
    signal?: AbortSignal,
  ): Promise<string | Failed> => {
    const { get: command, put } = at.recipe;
    if (put.keeps === undefined || !command) return '';
    const { judged, ended } = await perform(place, at, command, { signal });
    if (judged.kind === 'none') return '';
    if (judged.kind === 'failed') return judged;
    return isFolder(at.recipe, at.answers, ended.stdout) ? notAlone : linesBehind(ended.stdout);
  };

  const seen = async (place: ProgramPlace, at: Ready, signal?: AbortSignal): Promise<Seen> => {
    const command = at.recipe.seen;
    if (!command) return { kind: 'not-told' };
    const { judged, ended } = await perform(place, at, command, { signal });
    if (judged.kind !== 'done') return judged;
    const told = ended.stdout.isCut
      ? 'unreadable'
      : readSeen(ended.stdout.text, command.read, at.answers);
    return told === 'unreadable' ? { kind: 'failed', trouble: 'program-failed' } : told;
  };

  return { perform, get, seen, besides };
}
