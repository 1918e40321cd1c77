import type { Database } from '../database/query.ts';
import { isBusy } from '../database/storageErrors.ts';

/** Remembers when keys and their accounts were used, and writes it down in batches. */
export interface LastUsed {
  touch(keySeq: number, accountSeq: number | null, atMs: number): void;
  /**
   * Writes what is pending, on the way to a read, which does not wait for a file that was just found
   * busy. A failure is reported and tried again with the next batch.
   */
  flush(): void;
  /** Flushes and stops the timer. */
  close(): void;
}

/** A write per use would cost a disk sync per verification; a second of delay costs nobody anything. */
const FLUSH_AFTER_MS = 1000;

const KEYS =
  "UPDATE api_keys SET last_used_at = ?2 WHERE seq = ?1 AND ifnull(last_used_at, '') < ?2";
const ACCOUNTS =
  "UPDATE service_accounts SET last_used_at = ?2 WHERE seq = ?1 AND ifnull(last_used_at, '') < ?2";

export function createLastUsed(database: Database, report: (error: unknown) => void): LastUsed {
  const keys = new Map<number, number>();
  const accounts = new Map<number, number>();
  let timer: NodeJS.Timeout | undefined;
  let wasBusy = false;

  function writeAll(sql: string, pending: ReadonlyMap<number, number>): void {
    for (const [seq, atMs] of pending) database.run(sql, seq, new Date(atMs).toISOString());
  }

  function write(): void {
    clearTimeout(timer);
    timer = undefined;
    if (keys.size === 0) return;
    try {
      database.write(() => {
        writeAll(KEYS, keys);
        writeAll(ACCOUNTS, accounts);
      });
      keys.clear();
      accounts.clear();
      wasBusy = false;
    } catch (error) {
      wasBusy = isBusy(error);
      if (wasBusy) timer = setTimeout(write, FLUSH_AFTER_MS);
      else report(error);
    }
  }

  return {
    touch(keySeq, accountSeq, atMs) {
      keys.set(keySeq, atMs);
      if (accountSeq !== null) accounts.set(accountSeq, atMs);
      timer ??= setTimeout(write, FLUSH_AFTER_MS);
    },
    flush() {
      if (!wasBusy) write();
    },
    close() {
      write();
      clearTimeout(timer);
    },
  };
}
