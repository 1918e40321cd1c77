import { t } from '@vscode/l10n';
import { UserFacingError } from '../domain/errors.ts';

/** Far more than any command takes. In UTF-16 units. */
const longest = 64 * 1024;

/**
 * What a program passed as JSON would carry it, read a single time: another extension's object could say
 * something else each time that it is asked, or more than the names that it lists.
 * @throws UserFacingError for what no JSON can say
 */
export function readOnce(argument: unknown): unknown {
  if (typeof argument !== 'object' || argument === null) return argument;
  try {
    const text = JSON.stringify(argument);
    if (text.length <= longest) return JSON.parse(text);
  } catch {
    // What follows says so.
  }
  throw new UserFacingError(t('Arguments are passed as one object.'));
}
