import type { Locator } from 'playwright-core';

/** A CSS attribute selector's value, quoted. */
export const quoted = (text: string) => JSON.stringify(text);

/** Text as a person sees it: one line, single spaces; `''` where there is no such element. */
export async function textOf(locator: Locator): Promise<string> {
  const texts = await locator.allInnerTexts();
  return texts.join(' ').replace(/\s+/g, ' ').trim();
}

/** Matches an element whose whole text is this, whitespace at its ends aside. */
export const whole = (text: string) =>
  new RegExp(`^\\s*${text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')}\\s*$`);
