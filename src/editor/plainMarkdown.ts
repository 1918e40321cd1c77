import type { MarkdownString } from 'vscode';

const entities: Readonly<Record<string, string>> = { ':': '&#58;', '.': '&#46;', '@': '&#64;' };

/** What Markdown makes a link of although nothing says so: addresses of the web and of mail. */
const linking = /(:(?=\/\/)|(?<=www)\.|@)/i;

/** Appends text of whomever as nothing but text; `appendText` alone leaves addresses to be links. */
export function appendPlain(
  to: Pick<MarkdownString, 'appendText' | 'appendMarkdown'>,
  text: string,
): void {
  for (const piece of text.split(linking)) {
    const entity = entities[piece];
    if (entity === undefined) to.appendText(piece);
    else to.appendMarkdown(entity);
  }
}
