import { t } from '@vscode/l10n';
import type { Reading } from './firstRunReading.ts';
import { parseReceiptNote } from './receipt.ts';

/** A receipt is handed off when a delivery track carries its hash, in its note or in a link. */
export function isHandedOff(reading: Pick<Reading, 'delivery'>, sha256: string | null): boolean {
  return sha256 !== null && textsOf(reading).some((text) => text.includes(sha256));
}

/** Whether a delivery track carries the note of any receipt, whoever made it. */
export function carriesReceipt(reading: Pick<Reading, 'delivery'>): boolean {
  return textsOf(reading).some((text) => parseReceiptNote(text) !== undefined);
}

export const receiptElsewhere = t(
  'A delivery track carries the note of a receipt that was made elsewhere; none was made here.',
);

/** All that the delivery tracks hold; nothing where they were not read. */
function textsOf({ delivery }: Pick<Reading, 'delivery'>): string[] {
  if (delivery === undefined) return [];
  return [delivery.verification, delivery.go_live].flatMap((section) =>
    [section.notes, ...section.evidence_links.flatMap(({ label, url }) => [label, url])].filter(
      (text) => typeof text === 'string',
    ),
  );
}
