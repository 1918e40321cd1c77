import { t } from '@vscode/l10n';
import { UserFacingError } from '../../domain/errors.ts';
import type { Services } from '../../services.ts';
import { refusalOfSecret } from './inputs.ts';
import type { ToolName } from './names.ts';
import { forAgent, notWhatWasConfirmed, openTool, runTool, subjectOf } from './openTool.ts';
import { windowPorts } from '../windowPorts.ts';
import { toolTable } from './table.ts';
import type { ToolPorts } from './tool.ts';

/** Asks the person, in the window. @throws UserFacingError where the answer is no */
type Ask = (question: {
  readonly message: string;
  readonly detail: readonly (string | readonly string[])[];
  readonly button: string;
}) => Promise<void>;

/**
 * Runs a tool for an agent outside of the editor: with the question that the editor's own agents have
 * asked, in a dialog of the window. What the agent passes says what is wanted, and answers nothing.
 * @throws UserFacingError with a sentence for the agent; neither it nor the answer hold a value
 */
export async function callFromAgent(
  services: Services,
  tool: string,
  input: unknown,
  ask: Ask,
): Promise<string> {
  if (!isTool(tool)) {
    throw new UserFacingError(
      t('This window has no tool of that name: it has another version of Keyrail.'),
    );
  }
  const refused = refusalOfSecret(input);
  if (refused !== undefined) throw new UserFacingError(refused);
  const refuse = (sentence: string) => new UserFacingError(sentence);
  return forAgent(services, tool, refuse, () =>
    carryOut(windowPorts(services, undefined), tool, input, ask),
  );
}

function isTool(name: string): name is ToolName {
  return Object.hasOwn(toolTable, name);
}

async function carryOut(ports: ToolPorts, name: ToolName, input: unknown, ask: Ask) {
  const shown = await openTool(ports, name, input);
  const { question } = shown;
  let call = shown;
  if (question) {
    const detail = [question.paragraphs].flat();
    await ask({ message: question.title, detail, button: t('Allow Once') });
    // What was shown is what is carried out, and the dialog may have stood open for long.
    call = await openTool(ports, name, input);
    const now = call.question;
    if (!now || subjectOf(name, now) !== subjectOf(name, question)) throw notWhatWasConfirmed();
  }
  return runTool(ports, name, call, 'An agent outside of the editor');
}
