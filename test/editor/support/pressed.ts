import { commands, window } from 'vscode';
import type * as vscode from 'vscode';
import { eventually } from '../../journeys/support/eventually.ts';
import { watchPerson } from './watchedPerson.ts';

/** What a press has shown, one line each: `question: …`, `told: …`, `box: …`, `tab: …`. */
export interface Shown {
  readonly text: string;
  /** Every list that was offered, with its rows. */
  readonly lists: readonly (readonly vscode.QuickPickItem[])[];
}

/**
 * Runs a command as the palette, a link or a row does, dismisses whatever it asks, and answers with
 * what was shown by the time it ended, or matches `expected`.
 */
export async function pressed(expected: RegExp, run: () => Thenable<unknown>): Promise<Shown> {
  await commands.executeCommand('workbench.action.closeAllEditors');
  const lists: (readonly vscode.QuickPickItem[])[] = [];
  const lines: string[] = [];
  const person = watchPerson(undefined, (rows) => {
    lists.push(rows);
    return undefined;
  });
  const own = window.createInputBox;
  Object.assign(window, {
    createInputBox: () => {
      const box = own();
      const show = box.show.bind(box);
      box.show = () => {
        lines.push(`box: ${box.title ?? ''}`);
        show();
        box.hide();
      };
      return box;
    },
  });
  const text = () => {
    lines.push(...person.asked().map((each) => `question: ${each}`));
    lines.push(...person.told().map((each) => `told: ${each}`));
    const tab = window.tabGroups.activeTabGroup.activeTab?.label;
    return [...new Set(lines), ...(tab === undefined ? [] : [`tab: ${tab}`])].join('\n');
  };
  try {
    await run().then(undefined, (error: unknown) => lines.push(`rejected: ${String(error)}`));
    return { text: await eventually('What is shown', text, (all) => expected.test(all)), lists };
  } finally {
    Object.assign(window, { createInputBox: own });
    person.dispose();
  }
}
