import { t } from '@vscode/l10n';
import {
  LanguageModelTextPart,
  LanguageModelToolResult,
  MarkdownString,
  workspace,
  type PreparedToolInvocation,
} from 'vscode';
import { CancelledError, UserFacingError } from '../../domain/errors.ts';
import { redact } from '../../domain/secrets/redact.ts';
import { plainLine, plainParagraphs } from '../../domain/text/plainLine.ts';
import { appendPlain } from '../../editor/plainMarkdown.ts';
import { describeError } from '../../editor/report.ts';
import type { Services } from '../../services.ts';
import { refusalOfSecret } from './inputs.ts';
import type { ToolName } from './names.ts';
import { toolTable } from './table.ts';
import type { ToolQuestion, Tool } from './tool.ts';

/** What the editor asks and shows before a call. @throws Error with a sentence for the agent */
export function prepareTool(
  services: Services,
  name: ToolName,
  input: unknown,
): Promise<PreparedToolInvocation> {
  return answering(services, name, async () => {
    const invocationMessage = toolTable[name].progress();
    if (refusalOfSecret(input) !== undefined) return { invocationMessage };
    const { question } = await trusted(name).open(services, input);
    if (!question) return { invocationMessage };
    remember(name, question);
    return {
      invocationMessage,
      confirmationMessages: { title: plain(question.title), message: body(question) },
    };
  });
}

/** Runs a tool. @throws Error with a sentence for the agent; neither it nor the result hold a value */
export function callTool(
  services: Services,
  name: ToolName,
  input: unknown,
): Promise<LanguageModelToolResult> {
  return answering(services, name, async () => {
    const refused = refusalOfSecret(input);
    // No error: VS Code writes the input of a call that fails into its own log, values and all.
    if (refused !== undefined) return result(JSON.stringify({ refused }));
    const call = await trusted(name).open(services, input);
    const { question } = call;
    // Between question and answer somebody may have switched to another connection.
    if (question && !asked.delete(subject(name, question))) {
      throw new UserFacingError(
        t('What this would change is not what was confirmed. Call the tool again.'),
      );
    }
    services.log.info(`An agent called ${name}.`);
    return result(JSON.stringify(await call.run(), masked, 2));
  });
}

function result(text: string): LanguageModelToolResult {
  return new LanguageModelToolResult([new LanguageModelTextPart(text)]);
}

/** Text by text: over the whole JSON, a mask could take its quotes with it. */
function masked(_name: string, value: unknown): unknown {
  return typeof value === 'string' ? redact(value) : value;
}

/** @throws UserFacingError where it may not be called */
function trusted(name: ToolName): Tool {
  const tool = toolTable[name];
  if (tool.changes && !workspace.isTrusted) {
    throw new UserFacingError(
      t('This folder is not trusted, so agents may only look at keys. Trust it first.'),
    );
  }
  return tool;
}

/** What the person is being asked, or was; only the latest, since an agent may give up. */
const asked = new Set<string>();
const asks = 20;

function remember(name: ToolName, question: ToolQuestion): void {
  asked.add(subject(name, question));
  for (const oldest of asked) {
    if (asked.size <= asks) break;
    asked.delete(oldest);
  }
}

function subject(name: ToolName, { about }: ToolQuestion): string {
  return JSON.stringify([name, ...about]);
}

async function answering<T>(
  services: Services,
  name: ToolName,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof CancelledError) {
      return Promise.reject(new Error(t('The person stopped it.')));
    }
    services.log.error(`${name} failed.`, error);
    const { sentence, remedies } = await describeError(error);
    const way = remedies[0] && t('The person can choose “{0}” in Keyrail.', remedies[0].label);
    // Only the sentence leaves, with the last look that every output gets.
    return Promise.reject(new Error(redact([sentence, way].filter(Boolean).join(' '))));
  }
}

/** Names come from people and servers, so every paragraph is text, never Markdown. */
function body({ paragraphs }: ToolQuestion): MarkdownString {
  const text = new MarkdownString();
  for (const paragraph of plainParagraphs(paragraphs)) {
    appendPlain(text, paragraph);
    text.appendMarkdown('\n\n');
  }
  return text;
}

/** Titles are read as Markdown, too, and can only be given as text. */
function plain(title: string): string {
  return plainLine(title).replace(/[\\`*_{}[\]()#+!~<>|-]/g, '\\$&');
}
