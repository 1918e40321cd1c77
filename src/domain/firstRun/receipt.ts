import { t } from '@vscode/l10n';
import { UserFacingError } from '../errors.ts';

/**
 * What proves an audit export; the server sends no hash, so the client takes it (docs/contract.md,
 * Audit export).
 */
export interface AuditReceipt {
  readonly filename: string;
  readonly format: 'jsonl' | 'json';
  /** `YYYY-MM-DD` or ISO 8601, as it was asked for; `null` is an open side. */
  readonly from: string | null;
  readonly to: string | null;
  readonly contentType: string;
  /** Bytes received. */
  readonly size: number;
  /** 64 hex digits over the received bytes; `null` where it could not be taken. */
  readonly sha256: string | null;
  /** By the control plane's clock as its answers tell it, ISO 8601 UTC. */
  readonly exportedAt: string;
}

/** The window of an export on one line: `2026-01-01 -> end`, `Full workspace history`. */
export function receiptFilters({ from, to }: Pick<AuditReceipt, 'from' | 'to'>): string {
  if (from === null && to === null) return 'Full workspace history';
  return `${from ?? 'start'} -> ${to ?? 'end'}`;
}

/** The one-line note, exactly as the web console writes it (docs/contract.md, The web console). */
export function receiptNote(
  receipt: Pick<AuditReceipt, 'filename' | 'from' | 'to' | 'sha256'>,
): string {
  const { from, to, filename, sha256 } = receipt;
  const window = from === null && to === null ? 'full workspace history' : receiptFilters(receipt);
  return `Audit export ${filename} (${window}, SHA-256: ${sha256 ?? 'hash unavailable'}).`;
}

const notePattern =
  /Audit export (\S.{0,300}?) \((full workspace history|(\S{1,40}) -> (\S{1,40})), SHA-256: ([0-9a-fA-F]{64}|hash unavailable)\)/;

/** The receipt a note carries, wherever it stands in a text; `undefined` when none does. */
export function parseReceiptNote(
  text: string,
): Pick<AuditReceipt, 'filename' | 'from' | 'to' | 'sha256'> | undefined {
  const match = notePattern.exec(text);
  const [, filename, , from, to, hash] = match ?? [];
  if (filename === undefined || hash === undefined) return undefined;
  return {
    filename,
    from: from === undefined || from === 'start' ? null : from,
    to: to === undefined || to === 'end' ? null : to,
    sha256: hash === 'hash unavailable' ? null : hash.toLowerCase(),
  };
}

export type ReceiptCheck =
  | { readonly kind: 'same' }
  | { readonly kind: 'different'; readonly expected: string; readonly found: string }
  /** The receipt holds no hash: nothing can be said. */
  | { readonly kind: 'unprovable' };

/** Whether a file of this hash is the one the receipt was made for. */
export function checkReceipt(
  receipt: Pick<AuditReceipt, 'sha256'>,
  fileSha256: string,
): ReceiptCheck {
  if (receipt.sha256 === null) return { kind: 'unprovable' };
  const [expected, found] = [receipt.sha256.toLowerCase(), fileSha256.toLowerCase()];
  return expected === found ? { kind: 'same' } : { kind: 'different', expected, found };
}

/**
 * Days (`YYYY-MM-DD`, UTC, both included) as the bounds the export endpoint takes.
 * @throws UserFacingError for a day that is none, and for a start after the end.
 */
export function exportBounds(days: { readonly from: string | null; readonly to: string | null }): {
  readonly from: string | null;
  readonly to: string | null;
} {
  const from = days.from === null ? null : `${day(days.from, 'start')}T00:00:00.000Z`;
  const to = days.to === null ? null : `${day(days.to, 'end')}T23:59:59.999Z`;
  if (from !== null && to !== null && from > to) {
    throw new UserFacingError(t('The start date is after the end date. Swap them.'));
  }
  return { from, to };
}

function day(text: string, side: 'start' | 'end'): string {
  const date = /^\d{4}-\d{2}-\d{2}$/.test(text) ? new Date(`${text}T00:00:00.000Z`) : undefined;
  // The round trip refuses 2026-02-30, which `Date` would turn into March.
  if (date === undefined || Number.isNaN(date.getTime()) || !date.toISOString().startsWith(text)) {
    throw new UserFacingError(
      t('The {0} date {1} is not a date. Write it as YYYY-MM-DD.', side, text),
    );
  }
  return text;
}
