import { t } from '@vscode/l10n';
import type { Irregularity } from './values.ts';

export type RefusalCode =
  | Irregularity['code']
  | 'too-large'
  | 'not-text'
  | 'encrypted'
  | 'encoded'
  | 'lone-carriage-return'
  | 'bad-name'
  | 'unquotable'
  | 'odd-assignment'
  | 'runs-a-command'
  | 'name-inside-value'
  | 'readers-disagree';

/** What the person can do instead. */
export type WayOn = 'open the line' | 'copy the value' | 'choose another name';

/** Why a file was left exactly as it was. */
export interface Refusal {
  readonly kind: 'refused';
  readonly code: RefusalCode;
  /** For the person: what is in the way and what to do. Holds neither values nor secrets. */
  readonly sentence: string;
  /** Counted from 1; absent when the whole file is meant. */
  readonly line?: number;
  readonly wayOn: WayOn;
}

const OPEN_LINE = t('Put that line right, or copy the value and add it yourself.');

const sentences: Readonly<Record<RefusalCode, string>> = {
  'open-quote': t(
    'A quotation mark there is never closed in a way that all tools agree on. {0}',
    OPEN_LINE,
  ),
  'stray-quote': t(
    'That line is no assignment but holds quotation marks, which tools read differently. {0}',
    OPEN_LINE,
  ),
  'text-after-quote': t(
    'There is text behind the closing quotation mark, which tools read differently. {0}',
    OPEN_LINE,
  ),
  continuation: t(
    'That line ends in a backslash, so a shell joins it with the next one. {0}',
    OPEN_LINE,
  ),
  'too-large': t('The file is larger than 1 MiB. Copy the value and add it yourself.'),
  'not-text': t('The file is not text in UTF-8. Save it as UTF-8, or choose another file.'),
  encrypted: t(
    'The file is kept encrypted, and a secret would stand in it in plain text. Put it in with the tool that encrypts it, or choose another file, such as .env.local.',
  ),
  encoded: t(
    'The value stands there in another form (Base64, hex, in pieces or compressed). Put the next one there in the same way yourself.',
  ),
  'lone-carriage-return': t(
    'The file has line ends of an old kind (a lone carriage return), which tools read differently. Save it with LF line ends.',
  ),
  'bad-name': t(
    'A variable name must begin with a letter, hold only letters, digits and underscores, and not be one that the shell sets itself.',
  ),
  unquotable: t(
    'There is no way to write this value that every tool reads the same. Copy it and use it another way.',
  ),
  'odd-assignment': t(
    'The variable stands there in a form that only some tools read. {0}',
    OPEN_LINE,
  ),
  'runs-a-command': t(
    'A shell that reads this file runs part of that line as a command. {0}',
    OPEN_LINE,
  ),
  'name-inside-value': t(
    'The name begins a line inside the value of another variable. {0}',
    OPEN_LINE,
  ),
  'readers-disagree': t(
    'Tools that read this file would not agree on its values after the change. Copy the value and add it yourself.',
  ),
};

const waysOn: Partial<Record<RefusalCode, WayOn>> = {
  'too-large': 'copy the value',
  'not-text': 'copy the value',
  encrypted: 'copy the value',
  encoded: 'copy the value',
  unquotable: 'copy the value',
  'readers-disagree': 'copy the value',
  'bad-name': 'choose another name',
};

export function refuse(code: RefusalCode, line?: number): Refusal {
  const wayOn = waysOn[code] ?? 'open the line';
  const said = sentences[code];
  const sentence = line === undefined ? said : t('Line {0}: {1}', line, said);
  return { kind: 'refused', code, sentence, wayOn, ...(line === undefined ? {} : { line }) };
}

/** `tool` is who encrypts the file. */
export function refuseEncrypted(tool: string): Refusal {
  const sentence = t(
    'The file is kept encrypted by {0}, and a secret would stand in it in plain text. Put it in with {0}, or choose another file, such as .env.local.',
    tool,
  );
  return { kind: 'refused', code: 'encrypted', sentence, wayOn: 'copy the value' };
}
