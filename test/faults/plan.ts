import fc from 'fast-check';
import { operations, protocols } from '../../src/lifecycle/model/operations.ts';
import { faultTable, programsAlone, type FaultRow } from './faultTable.ts';
import type { Kill, Scenario } from './jobs.ts';
import type { Trial } from './trial.ts';

/** The boundary events of every operation when nothing goes wrong. */
export type Traces = Readonly<Record<Scenario, readonly string[]>>;

const isArrow = (event: string) => event.startsWith('journal ') && !event.endsWith(' released');

/** Every arrow of the protocols, from the lifecycle's own table: a new step is killed at by itself. */
export function arrowKills(scenario: Scenario): Kill[] {
  return protocols[scenario].flatMap((step) => bothSides(`journal ${scenario} ${step}`, 1));
}

/** @throws Error when a step of a protocol is not passed by its operation: nothing would test it. */
export function assertArrowsArePassed(traces: Traces): void {
  for (const scenario of operations) {
    for (const { event } of arrowKills(scenario)) {
      if (!traces[scenario].includes(event))
        throw new Error(`${scenario} never passes “${event}”.`);
    }
  }
}

/** Every other call through a port: vault, server, placements, disk. */
export function boundaryKills(trace: readonly string[]): Kill[] {
  const seen = new Map<string, number>();
  return trace.flatMap((event) => {
    const occurrence = (seen.get(event) ?? 0) + 1;
    seen.set(event, occurrence);
    return isArrow(event) && occurrence === 1 ? [] : bothSides(event, occurrence);
  });
}

function bothSides(event: string, occurrence: number): Kill[] {
  return [
    { event, occurrence, when: 'before' },
    { event, occurrence, when: 'after' },
  ];
}

const nothing = faultTable[0]!;
const faultsOf = (scenario: Scenario) => faultTable.filter(({ only }) => only.includes(scenario));
const isCut = ({ local }: FaultRow) => local?.powerCut === true;

/** SIGKILL on both sides of every arrow, and after every other boundary; nothing else goes wrong. */
export function killsAlone(traces: Traces): Trial[] {
  return operations.flatMap((scenario) => {
    // Before one boundary is after the one before it; the random trials do both.
    const between = boundaryKills(traces[scenario]).filter(({ when }) => when === 'after');
    return [...arrowKills(scenario), ...between].map((kill) => ({
      scenario,
      fault: nothing,
      kill,
    }));
  });
}

/** SIGKILL while a request is under way, before and after the server has carried it out. */
export function killsInFlight(traces: Traces): Trial[] {
  return operations.flatMap((scenario) =>
    [...new Set(traces[scenario])]
      .filter((event) => event.startsWith('server '))
      .flatMap((event) =>
        faultsOf(scenario)
          .filter(({ name }) => name.startsWith('timeout') && name.endsWith('carried out'))
          .map((fault): Trial => ({
            scenario,
            fault,
            kill: { event, occurrence: 1, when: 'during' },
          })),
      ),
  );
}

/** Every fault of the table, each with no kill at all. */
export function faultsAlone(): Trial[] {
  return operations.flatMap((scenario) =>
    faultsOf(scenario)
      .filter((fault) => !isCut(fault))
      .map((fault) => ({ scenario, fault, kill: null })),
  );
}

/** Every fault of the table with SIGKILL at every arrow that is reached under it. */
export function faultsWithKills(): Trial[] {
  return operations.flatMap((scenario) =>
    faultsOf(scenario)
      .filter((fault) => fault !== nothing)
      .flatMap((fault) =>
        arrowKills(scenario)
          .filter(({ event }) => !fault.stops || /(asked|closing|settled)$/.test(event))
          .map((kill) => ({ scenario, fault, kill })),
      ),
  );
}

/** A power cut is nothing without the moment at which it happens. */
export function powerCuts(): Trial[] {
  return faultsWithKills().filter(({ fault }) => isCut(fault));
}

/**
 * SIGKILL before, after and while a program is asked for something, and at every arrow around that: in a
 * crash, in the middle of it, the program itself lives on.
 */
export function killsAroundPrograms(traces: Partial<Traces>): Trial[] {
  return operations.flatMap((scenario) => {
    const trace = traces[scenario] ?? [];
    const fault = faultTable.find(({ name }) => name === programsAlone);
    if (!fault || trace.length === 0) return [];
    const asked = boundaryKills(trace).filter(({ event }) => event.startsWith('program '));
    const during = asked
      .filter(({ when }) => when === 'before')
      .map((kill): Kill => ({ ...kill, when: 'during' }));
    return [...asked, ...during, ...arrowKills(scenario)].map((kill) => ({
      scenario,
      fault,
      kill,
    }));
  });
}

const race = (name: string, scenario: Scenario): FaultRow => ({ name, only: [scenario] });

/** Two processes on one folder. */
export function races(rounds: number): Trial[] {
  const rows: Omit<Trial, 'jitterSeed'>[] = [
    ...(['rotate', 'overlap', 'revoke', 'panic'] as const).map((scenario) => ({
      scenario,
      fault: race(`two windows: both ${scenario} the same key`, scenario),
      kill: null,
      rivals: 'operate' as const,
    })),
    ...operations.flatMap((scenario) =>
      arrowKills(scenario)
        .filter(({ when, event }) => when === 'after' && !event.endsWith('settled'))
        .map((kill) => ({
          scenario,
          fault: race('two windows: both recover the same entry', scenario),
          kill,
          rivals: 'recover' as const,
        })),
    ),
  ];
  return Array.from({ length: rounds }, (_, round) =>
    rows.map((row, index) => ({ ...row, jitterSeed: round * 1000 + index * 2 })),
  ).flat();
}

/** Random faults, kills in the operation and in up to two recoveries, and hesitations. */
export function randomTrials(traces: Traces, seed: number, count: number): Trial[] {
  const killAt = (scenario: Scenario) =>
    fc
      .constantFrom(...arrowKills(scenario), ...boundaryKills(traces[scenario]))
      .chain((kill) =>
        fc.constantFrom('before', 'after', 'during').map((when): Kill => ({ ...kill, when: when })),
      );
  const trial = fc.constantFrom(...operations).chain((scenario) =>
    fc.record({
      scenario: fc.constant(scenario),
      fault: fc.constantFrom(...faultsOf(scenario)),
      kill: fc.option(killAt(scenario), { freq: 4 }),
      laterKills: fc.array(killAt(scenario), { maxLength: 2 }),
      jitterSeed: fc.nat(100_000),
    }),
  );
  return fc.sample(trial, { seed, numRuns: count });
}

/** The cells of the table, in its order. */
export function cellOf({ scenario, fault }: Trial): string {
  return `${scenario} × ${fault.name}`;
}
