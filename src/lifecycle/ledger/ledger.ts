import { join } from 'node:path';
import * as z from 'zod/mini';
import type { Ports } from '../model/ports.ts';
import { appendDurably } from '../storage/durable.ts';
import { jsonOf } from '../storage/json.ts';

/** What can be in the ledger. New kinds may be added; readers pass over those they do not know. */
export const ledgerKinds = [
  'issue',
  'keep',
  'reveal',
  'copy',
  'env-write',
  'deliver',
  'take-out',
  'terminal',
  'inject',
  'import',
  'forget',
  'rotate',
  'overlap',
  'prove',
  'retire',
  'keep-old',
  'revoke',
  'give-up',
  'recovery',
  'lost',
  'disable-account',
  'lend',
  'loan-end',
  'panic',
  'place-by-hand',
  'place-gone',
  'place-left',
  'place-overwritten',
] as const;
export type LedgerKind = (typeof ledgerKinds)[number];

/** ISO times by the control plane's clock; `null`: never used. */
const lastUse = z.object({ old: z.nullable(z.string()), next: z.nullable(z.string()) });
/** When the old key of a rotation and the one that takes its place were last used, as far as was known. */
export type LastUse = z.infer<typeof lastUse>;

const event = z.object({
  /** ISO time, by this machine's clock. */
  at: z.string(),
  kind: z.enum(ledgerKinds),
  connectionId: z.string(),
  workspaceId: z.string(),
  keyId: z.nullable(z.string()),
  keyPrefix: z.nullable(z.string()),
  /** Joins the events of one operation; with `kind` and `keyId` it also unmasks repetitions. */
  operationId: z.nullable(z.string()),
  /** File and variable, folder, or a reason: never a value. */
  detail: z.nullable(z.string()),
  /** Of a decision about a place: what was known then of the use of both keys. */
  lastUse: z.optional(lastUse),
});

/** One line of the local history of what was done with keys. It has no field for a value. */
export type LedgerEvent = z.infer<typeof event>;

/** Append-only; one file a month in the folder `ledger`. */
export interface Ledger {
  /** Several at once take as long as one. */
  record(...events: readonly Omit<LedgerEvent, 'at'>[]): Promise<void>;
  /** Newest first, months read one by one as they are asked for. */
  events(): AsyncGenerator<LedgerEvent>;
}

export function openLedger({ disk, clock, folder: root }: Ports): Ledger {
  const folder = join(root, 'ledger');
  /** The file whose name is on the medium; another month's is another one. */
  let named = '';

  return {
    async record(...events) {
      const at = clock.now().toISOString();
      const path = join(folder, `${at.slice(0, 7)}.jsonl`);
      await disk.makeFolder(folder);
      const lines = events.map((facts) => JSON.stringify({ at, ...facts }));
      await appendDurably(disk, path, lines.join('\n'));
      if (named === path) return;
      await disk.syncFolder(folder);
      named = path;
    },
    async *events() {
      const months = (await disk.list(folder)).filter((name) => name.endsWith('.jsonl'));
      const seen = new Set<string>();
      for (const month of months.toSorted().reverse()) {
        const text = (await disk.read(join(folder, month))) ?? '';
        // Two windows may write in the same moment, and clocks are set back: sort, keep file order else.
        const found = text.split('\n').flatMap(parseLine).reverse();
        for (const known of found.toSorted((a, b) => Date.parse(b.at) - Date.parse(a.at))) {
          if (known.operationId !== null) {
            const name = `${known.operationId} ${known.kind} ${known.keyId} ${known.detail}`;
            if (seen.has(name)) continue;
            seen.add(name);
          }
          yield known;
        }
      }
    },
  };
}

/** A line that is torn, or of a kind this version does not know, is passed over. */
function parseLine(line: string): LedgerEvent[] {
  const parsed = event.safeParse(jsonOf(line));
  return parsed.success ? [parsed.data] : [];
}
