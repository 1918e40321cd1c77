import { t } from '@vscode/l10n';
import path from 'node:path';
import { CancelledError, UserFacingError } from '../../domain/errors.ts';
import { redact } from '../../domain/secrets/redact.ts';
import { plainLine, type Paragraphs } from '../../domain/text/plainLine.ts';
import type { Agent } from '../../terminal/channel/protocol.ts';
import { agrees } from '../prompts.ts';
import { shownLine } from '../references/commandLine.ts';
import { createQuestions } from './questions.ts';

const longestLine = 600;

/** A call of an agent outside of the editor. */
export interface Calling {
  readonly agent: Agent;
  /** Aborted when the agent does not wait any more. */
  readonly signal: AbortSignal;
  /** Tells the agent what it waits for. */
  readonly wait: (sentence: string) => void;
}

/** What the person is asked for an agent: a yes to one question is none to another. */
export interface AgentQuestion {
  readonly message: string;
  readonly detail: Exclude<Paragraphs, string>;
  readonly button: string;
}

/** Which agents may use the tools, until the window closes; what each changes is asked for all the same. */
export interface Agents {
  /** @throws UserFacingError where the person says no, or has said it to this connection */
  requireAllowed(calling: Calling): Promise<void>;
  /** Asks with the agent named. @throws UserFacingError where the answer is no, or nobody waits for it */
  ask(calling: Calling, question: AgentQuestion): Promise<void>;
}

/** What was said to a question before. */
interface Memory {
  hasYes(): boolean;
  keep(yes: boolean): void;
}

export function createAgents(): Agents {
  const allowed = new Set<string>();
  /** Connections whose own question was answered by no; what asks without end is asked about once. */
  const refused = new Set<string>();
  const questions = createQuestions();

  async function askInTurn(
    { agent, signal, wait }: Calling,
    { message, detail, button }: AgentQuestion,
    memory?: Memory,
  ): Promise<void> {
    try {
      await questions.inTurn(async (beforeAsking) => {
        if (memory?.hasYes()) return;
        beforeAsking();
        requireWaiting(signal);
        wait(t('Waiting for the person to answer in the window: {0}', plainLine(message)));
        const yes = await agrees({
          message,
          detail: [...detail, factsOf(agent)],
          buttons: [button],
        });
        // Before the next in line looks there.
        memory?.keep(yes);
        if (!yes) throw new CancelledError();
      });
    } catch (error) {
      throw error instanceof CancelledError ? declined() : error;
    }
    requireWaiting(signal);
  }

  return {
    async requireAllowed(calling) {
      const { agent } = calling;
      const who = identityOf(agent);
      if (allowed.has(who)) return;
      if (refused.has(agent.connection)) throw declinedBefore();
      const question = {
        message: t('Let an agent outside of this editor use the tools of Keyrail?'),
        detail: [
          t(
            'It can list keys with status, scopes and places, explain errors, and make demo runs that are not on production. You are asked about each change. It never gets a value.',
          ),
        ],
        button: t('Allow in This Window'),
      };
      await askInTurn(calling, question, {
        hasYes: () => allowed.has(who),
        keep: (yes) => {
          if (yes) allowed.add(who);
          else refused.add(agent.connection);
        },
      });
    },
    ask: (calling, question) => askInTurn(calling, question),
  };
}

/** Whoever left while the question was open wants nothing any more, and nobody reads this. */
function requireWaiting(signal: AbortSignal): void {
  if (signal.aborted) throw new UserFacingError(t('The agent does not wait any more.'));
}

/** A program that nobody knows is another one each time that it is started. */
function identityOf({ start, connection }: Agent): string {
  return JSON.stringify(start ?? connection);
}

/** In lines, for the person. It is the word of who asks: a program that runs as you could say anything. */
function factsOf({ start, callsItself }: Agent): string[] {
  const name = plainLine(redact(callsItself), 80);
  return [
    ...(start
      ? [
          t('The program that asks: {0}', path.basename(start.program)),
          redact(shownLine({ command: start.program, args: start.args, cwd: '', env: {} })),
        ]
      : [t('The system does not tell which program asks.')]),
    ...(name === '' ? [] : [t('It calls itself “{0}”.', name)]),
  ].map((line) => plainLine(line, longestLine));
}

function declined(): UserFacingError {
  return new UserFacingError(t('The person did not allow it. Nothing was changed.'));
}

function declinedBefore(): UserFacingError {
  return new UserFacingError(
    t(
      'The person did not let this agent use the tools of Keyrail. They are asked again when it is started anew.',
    ),
  );
}
