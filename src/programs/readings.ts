import type { Secret } from '../domain/secrets/secret.ts';
import { isOther, linesBehind, notAlone } from './besides.ts';
import { judge, type Judged } from './judge.ts';
import { fill } from './fillArguments.ts';
import type { ProgramOptions } from './options.ts';
import type { Failed, ProgramPlace, Reading, Seen } from './programPlace.ts';
import { readSeen } from './readSeen.ts';
import { readValue } from './readValue.ts';
import type { Ready } from './ready.ts';
import type { Command } from './recipe.ts';
import type { Ended } from './runProgram.ts';
import type { createStart } from './start.ts';

/** Runs the commands of a recipe, and reads what they print. */
export function createReadings(
  start: ReturnType<typeof createStart>,
  onSaid: ProgramOptions['onSaid'],
) {
  const perform = async (
    place: ProgramPlace,
    at: Ready,
    command: Command,
    {
      signal,
      secret,
      behind = '',
    }: { signal?: AbortSignal | undefined; secret?: Secret; behind?: string | undefined },
  ): Promise<{ readonly judged: Judged; readonly ended: Ended }> => {
    const { begin = '', end = '' } = at.recipe.put;
    const around = (text: string) => fill(text, at.answers);
    const input = secret && around(begin) + secret.reveal() + around(end) + behind;
    const ended = await start(place, at, command, input, signal);
    const judged = judge(at.recipe, ended, {
      secrets: secret ? [secret] : [],
      prints: command === at.recipe.get,
    });
    if (judged.kind === 'failed' && judged.said !== undefined) {
      onSaid?.({ title: at.recipe.title, trouble: judged.trouble, said: judged.said });
    }
    return { judged, ended };
  };

  const get = async (place: ProgramPlace, at: Ready, signal?: AbortSignal): Promise<Reading> => {
    const command = at.recipe.get;
    if (!command) return { kind: 'not-readable' };
    const { judged, ended } = await perform(place, at, command, { signal });
    if (judged.kind !== 'done') return judged;
    return isOther(at.recipe, at.answers, ended.stdout)
      ? notAlone
      : readValue(at.recipe, command.value, ended);
  };

  /** What stands behind the value and is the person's; none of it where there may be none. */
  const besides = async (
    place: ProgramPlace,
    at: Ready,
    signal?: AbortSignal,
  ): Promise<string | Failed> => {
    const { get: command, put } = at.recipe;
    if (!command || (put.keeps === undefined && command.entry === undefined)) return '';
    const { judged, ended } = await perform(place, at, command, { signal });
    if (judged.kind === 'none') return '';
    if (judged.kind === 'failed') return judged;
    if (isOther(at.recipe, at.answers, ended.stdout)) return notAlone;
    return put.keeps === undefined ? '' : linesBehind(ended.stdout);
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
