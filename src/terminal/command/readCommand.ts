import { t } from '@vscode/l10n';
import { UserFacingError } from '../../domain/errors.ts';

/** What was asked of `keyrail` in a terminal. */
export type Command =
  | {
      readonly verb: 'run';
      readonly program: string;
      readonly args: readonly string[];
      readonly key: string | undefined;
      readonly variable: string | undefined;
    }
  | { readonly verb: 'list' }
  | { readonly verb: 'which' }
  | { readonly verb: 'mcp' }
  | { readonly verb: 'help' };

const verbs: Readonly<Record<string, Command>> = {
  ls: { verb: 'list' },
  which: { verb: 'which' },
  mcp: { verb: 'mcp' },
  help: { verb: 'help' },
  '--help': { verb: 'help' },
  '-h': { verb: 'help' },
};

/** What others’ commands print a secret by. */
const printing = /^(?:cat|copy|echo|env|export|get|print|printenv|read|reveal|secret|show)$/;

/** @throws UserFacingError for what cannot be understood, and for all that would print a value */
export function readCommand([verb, ...rest]: readonly string[]): Command {
  if (verb === undefined) return { verb: 'help' };
  if (verb === 'run') return readRun(rest);
  if (printing.test(verb)) {
    throw new UserFacingError(
      t('Keyrail prints no value. Start the program that needs it with keyrail run.'),
    );
  }
  const known = Object.hasOwn(verbs, verb) ? verbs[verb] : undefined;
  if (!known || rest.length > 0) {
    throw new UserFacingError(
      t(
        '“{0}” is no command of Keyrail. There are {1}.',
        ['keyrail', verb, ...rest].join(' '),
        'keyrail run, keyrail ls, keyrail which, keyrail mcp',
      ),
    );
  }
  return known;
}

/** Options end where the program begins, with `--` or without. */
function readRun(words: readonly string[]): Command {
  const options = { '--key': undefined, '--as': undefined } as {
    '--key': string | undefined;
    '--as': string | undefined;
  };
  let at = 0;
  for (; at < words.length; at += 1) {
    const word = words[at] ?? '';
    if (word === '--') {
      at += 1;
      break;
    }
    if (!word.startsWith('-')) break;
    if (word === '--help' || word === '-h') return { verb: 'help' };
    const [name, inline] = splitOnce(word);
    if (name !== '--key' && name !== '--as') {
      throw new UserFacingError(
        t('“{0}” is no option of keyrail run. There are {1}.', name, '--key, --as'),
      );
    }
    const value = inline ?? words[(at += 1)];
    if (value === undefined || value === '') {
      throw new UserFacingError(t('The option {0} needs a value.', name));
    }
    options[name] = value;
  }
  const [program, ...args] = words.slice(at);
  if (program === undefined || program === '') {
    throw new UserFacingError(
      t('Say which program to start, such as: {0}', 'keyrail run -- npm start'),
    );
  }
  return { verb: 'run', program, args, key: options['--key'], variable: options['--as'] };
}

function splitOnce(word: string): readonly [string, string | undefined] {
  const at = word.indexOf('=');
  return at === -1 ? [word, undefined] : [word.slice(0, at), word.slice(at + 1)];
}
