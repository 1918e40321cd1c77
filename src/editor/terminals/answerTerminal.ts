import { t } from '@vscode/l10n';
import { CancelledError, UserFacingError } from '../../domain/errors.ts';
import { refused, type RequestHandler } from '../../terminal/channel/listen.ts';
import type { Response, RunRequest } from '../../terminal/channel/protocol.ts';
import type { Tickets } from '../../terminal/channel/tickets.ts';
import type { InjectParts } from '../references/injectedEnv.ts';
import type { Terminals } from '../placements/terminals.ts';
import { describeError } from '../report.ts';
import { createAgents, type AgentQuestion } from './agents.ts';
import { answerRun } from './answerRun.ts';
import { keyRows, whoseKeys } from './keyRows.ts';
import type { TerminalValues } from './keyTerminal.ts';
import { createQuestions } from './questions.ts';

/** What the requests of terminals are answered from. */
export interface AnswerParts extends InjectParts {
  readonly terminals: Pick<Terminals, 'list'>;
  /**
   * Calls one of the tools that agents have; `ask` is awaited before anything changes.
   * @throws UserFacingError with a sentence for the agent
   */
  readonly callTool: (
    tool: string,
    input: unknown,
    ask: (question: AgentQuestion) => Promise<void>,
  ) => Promise<string>;
}

/** Answers what terminals of this window ask for; whatever is thrown becomes a refusal in a sentence. */
export function createAnswers(
  parts: AnswerParts,
  tickets: Tickets<TerminalValues>,
): RequestHandler {
  const questions = createQuestions();
  const agents = createAgents();

  const answer: RequestHandler = async (request, signal, wait) => {
    if (!tickets.isGood(request.ticket)) return refused(otherWindow());
    switch (request.verb) {
      case 'list':
        return { kind: 'rows', rows: await keyRows(parts.keyList) };
      case 'which':
        return { kind: 'rows', rows: await whoseKeys(parts, request.held) };
      case 'tool': {
        const calling = { agent: request.agent, signal, wait };
        await agents.requireAllowed(calling);
        const ask = (question: AgentQuestion) => agents.ask(calling, question);
        return { kind: 'answered', text: await parts.callTool(request.tool, request.input, ask) };
      }
      case 'run':
        return answerStart(request, signal);
    }
  };

  /** What was granted when the terminal was opened; else what the person allows now. */
  const answerStart = async (request: RunRequest, signal: AbortSignal): Promise<Response> => {
    const granted = tickets.redeem(request.ticket, request.start);
    if (granted) return { kind: 'granted', env: { ...granted() }, isOfWindow: true };
    const env = await questions.inTurn((beforeAsking) =>
      answerRun(parts, request, signal, beforeAsking),
    );
    return { kind: 'granted', env, isOfWindow: false };
  };

  return async (...asked) => {
    try {
      return await answer(...asked);
    } catch (error) {
      return refusalOf(error, parts);
    }
  };
}

async function refusalOf(error: unknown, { log }: Pick<AnswerParts, 'log'>): Promise<Response> {
  if (error instanceof CancelledError)
    return refused(t('It was not allowed. Nothing was started.'));
  if (!(error instanceof UserFacingError)) log.error('A terminal got no answer.', error);
  return refused((await describeError(error)).sentence);
}

function otherWindow(): string {
  return t(
    'This terminal was opened by another window, or before this one was reloaded. Open a new terminal.',
  );
}
