/**
 * The same words where VS Code would take them for more: `[words](command:…)` in a message is a link
 * that runs a command, and `$(name)` in a label an icon.
 */
export function withoutMarkup(text: string): string {
  return text.replaceAll('](', '] (').replaceAll('$(', '$ (');
}
