import { withoutMarkup } from './withoutMarkup.ts';
import { withoutUnseen } from './withoutUnseen.ts';

/** Longer than any name that a person gives. */
const LONGEST = 200;
/** What nearly every name is made of; it is looked at no further. */
const PLAIN = /^[\w .:@/+-]*$/;
// Marks that turn the direction of what stands around them, and what takes no room at all; the joiners
// that scripts and emoji need stay.
const UNSEEN =
  /[\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\p{Cs}\u{e0000}-\u{e007f}]+/gu;
const BLANKS = /[\p{Cc}\s]+/gu;

/**
 * A name or a word of a server as it may stand in any view, message or question: one line of bounded
 * length that can neither rearrange what stands around it nor become a link, a button or an icon.
 */
export function shownText(text: string): string {
  if (text.length <= LONGEST && PLAIN.test(text)) return text;
  // Cut first: what follows must not be felt, however long the text is.
  const cut = text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
  const shown = withoutMarkup(withoutUnseen(cut.replace(UNSEEN, '')).replace(BLANKS, ' ').trim());
  // A row that says nothing at all would look like a fault of the view.
  return shown === '' && text.trim() !== '' ? '\ufffd' : shown;
}

/** Whether it holds what `shownText` leaves out. */
export function hasUnseen(text: string): boolean {
  return text.search(UNSEEN) !== -1 || /\p{Cc}/u.test(text);
}
