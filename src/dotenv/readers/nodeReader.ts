import { withoutTail } from '../text/withoutTail.ts';
import type { Reading } from './reading.ts';

/** What Node trims: space, tab and line feed, but no other space. */
const isTrimmed = (character: string): boolean => ' \t\n'.includes(character);
const trimStart = (text: string): string => text.replace(/^[ \t\n]+/, '');
const trim = (text: string): string => withoutTail(trimStart(text), isTrimmed);

/**
 * `util.parseEnv` and `node --env-file` of Node 22 and 24. Carriage returns are dropped, nothing is
 * escaped, and an empty value followed by a blank takes the next line as its value.
 */
export function readLikeNode(text: string): Reading {
  const values = new Map<string, string>();
  let rest = trim(text.replaceAll('\r', ''));
  const dropLine = (from = 0): void => {
    const end = rest.indexOf('\n', from);
    rest = end === -1 ? '' : rest.slice(end + 1);
  };
  while (rest !== '') {
    if (rest.startsWith('\n') || rest.startsWith('#')) {
      dropLine();
      continue;
    }
    const stop = rest.search(/[=\n]/);
    if (stop === -1) break;
    if (rest[stop] === '\n') {
      rest = trimStart(rest.slice(stop + 1));
      continue;
    }
    const wholeName = trim(rest.slice(0, stop));
    rest = rest.slice(stop + 1);
    if (rest === '' || rest.startsWith('\n')) {
      // The one place where `export` stays part of the name.
      values.set(wholeName, '');
      continue;
    }
    // Its end was trimmed at the beginning.
    rest = trimStart(rest);
    const name = trim(wholeName.replace(/^export /, ''));
    if (name === '') continue;
    const mark = rest[0] ?? '';
    const close = '\'"`'.includes(mark) && mark !== '' ? rest.indexOf(mark, 1) : -1;
    if (close !== -1) {
      const inner = rest.slice(1, close);
      values.set(name, mark === '"' ? inner.replaceAll('\\n', '\n') : inner);
      dropLine(close + 1);
      continue;
    }
    const [line = ''] = rest.split('\n', 1);
    const open = '\'"`'.includes(mark) && mark !== '';
    values.set(name, open ? line : trim(line.split('#', 1)[0] ?? ''));
    dropLine();
    rest = trimStart(rest);
  }
  return values;
}
