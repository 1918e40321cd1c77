import type { Reading } from './firstRunReading.ts';

/** A receipt is handed off when a delivery track carries its hash, in its note or in a link. */
export function isHandedOff(
  { delivery }: Pick<Reading, 'delivery'>,
  sha256: string | null,
): boolean {
  if (delivery === undefined || sha256 === null) return false;
  return [delivery.verification, delivery.go_live].some((section) =>
    [section.notes, ...section.evidence_links.flatMap(({ label, url }) => [label, url])].some(
      (text) => text?.includes(sha256) === true,
    ),
  );
}
