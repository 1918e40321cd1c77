import { RelativePattern, Uri, workspace } from 'vscode';
import type { Dialect } from '../../domain/leaks/dialect.ts';
import { phpLike } from '../../domain/leaks/dialects/php.ts';

/** So many files say how a project does it. */
const mostFiles = 100;
const mostBytes = 256 * 1024;

/** PHP as the project around a document reads its variables: as this file, the others, its dependencies do. */
export async function phpOfProject(document: Uri, text: string): Promise<Dialect> {
  const folder = workspace.getWorkspaceFolder(document);
  if (!folder) return phpLike([text]);
  const found = await workspace.findFiles(
    new RelativePattern(folder, '**/*.php'),
    '**/{vendor,node_modules}/**',
    mostFiles,
  );
  const others = await Promise.all(found.map(readSmall));
  return phpLike([text, others.join('\n')], await nearestManifest(document, folder.uri));
}

async function nearestManifest(document: Uri, top: Uri): Promise<string> {
  for (let at = Uri.joinPath(document, '..'); ; at = Uri.joinPath(at, '..')) {
    const text = await readSmall(Uri.joinPath(at, 'composer.json'));
    if (text !== '' || at.path === top.path || at.path === '/') return text;
  }
}

async function readSmall(file: Uri): Promise<string> {
  try {
    const { size } = await workspace.fs.stat(file);
    if (size > mostBytes) return '';
    return Buffer.from(await workspace.fs.readFile(file)).toString();
  } catch {
    // What cannot be read says nothing of how the project does it.
    return '';
  }
}
