import path from 'node:path';
import { startInThread } from './startInThread.ts';

/** `cannot` where the program is not there, or is one that knows nothing of attributes. */
export type CopyFailure =
  { readonly kind: 'cannot' } | { readonly kind: 'failed'; readonly said: string };

/** Gives one file what another has beside its bytes, by the system's own `cp`. */
export async function copyAttributes(args: readonly string[]): Promise<CopyFailure | undefined> {
  const directories = (process.env['PATH'] ?? '')
    .split(path.delimiter)
    .filter((each) => path.isAbsolute(each));
  const env = { PATH: directories.join(path.delimiter), LC_ALL: 'C' };
  const { error, stderr } = await startInThread({ program: 'cp', args, env });
  if (error === undefined) return undefined;
  if (
    error === 'ENOENT' ||
    /(?:unrecognized|invalid|illegal|unknown) option|usage:/i.test(stderr)
  ) {
    return { kind: 'cannot' };
  }
  const [first = ''] = stderr.split('\n');
  // The path in it leads through our own open folder, and says nothing to a person.
  const said = first.replace(/^cp: /, '').replace(/(?: for)? '\/[^']*'/g, '');
  return { kind: 'failed', said: said === '' ? error : said };
}
