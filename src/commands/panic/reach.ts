import type { Places, KeyTerminals } from '../ports.ts';
import { t } from '@vscode/l10n';
import { keyLabel } from '../../domain/keys/keyLabel.ts';
import type { TerminalUse } from '../../editor/placements/terminals.ts';
import type { Placement } from '../../lifecycle/copies/placement.ts';
import { becauseText } from '../placements/placesOfKey.ts';
import { ofKey } from './report.ts';
import type { Unsearched } from '../../dotenv/search.ts';
import type { Listed } from './survey.ts';

/** A `.env` line that holds the value of a key. */
export interface EnvLine {
  /** Its URI. */
  readonly file: string;
  /** From 1; `undefined` where the file cannot be looked into from this window. */
  readonly line: number | undefined;
  readonly variable: string;
  readonly label: string;
  readonly placement: Placement;
}

/** Everything on this machine that a panic over these keys touches. */
export interface PanicReach {
  readonly targets: readonly Listed[];
  readonly copies: number;
  readonly uses: readonly TerminalUse[];
  /** Terminals that borrowed one of the keys, by key. */
  readonly borrowers: ReadonlyMap<string, string>;
  readonly lines: readonly EnvLine[];
  /** Where else a value stands, in words: `config.json:3, of ci`. Nothing there is changed. */
  readonly elsewhere: readonly string[];
  /** Programs that keep a value, and whose it is. */
  readonly programs: readonly InProgram[];
  readonly unsearched: Unsearched;
}

/** A program that keeps the value of a key. */
export interface InProgram {
  /** `pass: app/KEY, of ci`. */
  readonly where: string;
  readonly placement: Placement;
}

/** What a panic looks through. */
export type Reaches = Places & KeyTerminals;

/** Looks through the open folders, terminals and loans of this window. */
export async function reachOf(ports: Reaches, targets: readonly Listed[]): Promise<PanicReach> {
  const loans = await ports.loans();
  const unsearched = await ports.places.search();
  const rows = targets.flatMap((target) => target.rows);
  const prefixes = new Set(rows.map(({ key }) => key.key_prefix));
  const borrowers = new Map<string, string>();
  const lines: EnvLine[] = [];
  const elsewhere: string[] = [];
  const programs: InProgram[] = [];
  for (const { context, rows: there } of targets) {
    for (const row of there) {
      const terminal = loans.terminalOf(row.key.api_key_id);
      if (terminal !== undefined) borrowers.set(row.key.api_key_id, terminal);
      // A panic waits for no program.
      const known = await ports.places.known(context.connection.id, row);
      for (const { at, where, placement } of known) {
        const label = keyLabel(row);
        if (placement?.place.kind === 'program') {
          programs.push({ where: ofKey(where, label), placement });
          continue;
        }
        const isUnread = placement?.state === 'unknown';
        if (isUnread) elsewhere.push(t('{0}, of {1}: {2}', where, label, becauseText('unknown')));
        else if (placement?.place.kind === 'text') elsewhere.push(ofKey(where, label));
        if (isUnread || placement?.place.kind !== 'env') continue;
        const { file, variable } = placement.place;
        lines.push({ file, line: at?.line, variable, label, placement });
      }
    }
  }
  return {
    targets,
    copies: rows.filter(({ hasCopy }) => hasCopy).length,
    uses: ports.terminals.list().filter(({ secret }) => prefixes.has(secret.keyPrefix)),
    borrowers,
    lines,
    elsewhere,
    programs,
    unsearched,
  };
}
