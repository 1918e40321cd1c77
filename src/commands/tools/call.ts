import {
  LanguageModelTextPart,
  LanguageModelToolResult,
  MarkdownString,
  type PreparedToolInvocation,
} from 'vscode';
import { plainText } from '../../domain/text/markdown.ts';
import { plainLine, plainParagraphs } from '../../domain/text/plainLine.ts';
import { appendPlain } from '../../editor/plainMarkdown.ts';
import type { Services } from '../../services.ts';
import { refusalOfSecret } from './inputs.ts';
import type { ToolName } from './names.ts';
import { forAgent, notWhatWasConfirmed, openTool, runTool, subjectOf } from './openTool.ts';
import { windowPorts } from '../windowPorts.ts';
import { toolTable } from './table.ts';
import type { ToolQuestion } from './tool.ts';

/** What the editor asks and shows before a call. @throws Error with a sentence for the agent */
export function prepareTool(
  services: Services,
  name: ToolName,
  input: unknown,
): Promise<PreparedToolInvocation> {
  return forAgent(services, name, toError, async () => {
    const invocationMessage = toolTable[name].progress();
    if (refusalOfSecret(input) !== undefined) return { invocationMessage };
    const { question } = await openTool(windowPorts(services, undefined), name, input);
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
  return forAgent(services, name, toError, async () => {
    const refused = refusalOfSecret(input);
    // No error: VS Code writes the input of a call that fails into its own log, values and all.
    if (refused !== undefined) return result(JSON.stringify({ refused }));
    const call = await openTool(windowPorts(services, undefined), name, input);
    const { question } = call;
    // Between question and answer somebody may have switched to another connection.
    if (question && !asked.delete(subjectOf(name, question))) {
      throw notWhatWasConfirmed();
    }
    return result(await runTool(services, name, call, 'An agent'));
  });
}

function result(text: string): LanguageModelToolResult {
  return new LanguageModelToolResult([new LanguageModelTextPart(text)]);
}

/** What the person is being asked, or was; only the latest, since an agent may give up. */
const asked = new Set<string>();
const asks = 20;

function remember(name: ToolName, question: ToolQuestion): void {
  asked.add(subjectOf(name, question));
  for (const oldest of asked) {
    if (asked.size <= asks) break;
    asked.delete(oldest);
  }
}

const toError = (sentence: string) => new Error(sentence);

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
  return plainText(plainLine(title));
}
