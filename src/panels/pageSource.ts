import { readFile } from 'node:fs/promises';
import path from 'node:path';

/** A page as it was built, before it is in a tab. */
export interface PageSource {
  readonly name: 'checklist' | 'playground';
  readonly title: string;
  /** The text of its script: a module that imports nothing. */
  readonly script: string;
  /** The text of its style sheet. */
  readonly style: string;
}

/** Reads a page from `dist/webview`, where its script and its style have its name. */
export async function readPage(
  extensionFolder: string,
  name: PageSource['name'],
  title: string,
): Promise<PageSource> {
  const read = (extension: string) =>
    readFile(path.join(extensionFolder, 'dist', 'webview', `${name}.${extension}`), 'utf8');
  const [script, style] = await Promise.all([read('js'), read('css')]);
  return { name, title, script, style };
}
