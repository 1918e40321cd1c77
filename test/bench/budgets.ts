/** A limit on a row: its measured ratio, or how much it may add, or the value itself. */
export type Budget =
  | { readonly atMost: number; readonly of: 'baseline' | 'added' | 'value' }
  | { readonly atLeast: number; readonly of: 'baseline' };

/** Not held to: a figure to be read. */
export const told: Budget = { atMost: Infinity, of: 'value' };

/** Thousands of bytes after minification; `test/unit/bundle.test.ts` asserts all but `host`. */
export const bytes = {
  activation: 6,
  startPath: 60,
  listedRows: 85,
  askedRows: 192,
  /** Told, not held to: without what is counted apart, because only those load it who use it. */
  host: 450,
  localControlPlane: 100,
  leaks: 60,
  foreignSecrets: 90,
  /** Read by each start of `keyrail`, and by `keyrail mcp` besides. */
  command: 40,
  mcp: 150,
  pageWithToolkit: 180,
  pageWithout: 30,
} as const;

/** The rows of `npm run bench`; times are printed and never asserted. */
export const budgets = {
  activation: { atMost: 1.4, of: 'baseline' },
  activationCpu: { atMost: 1.5, of: 'baseline' },
  heapMegabytes: { atMost: 0.6, of: 'added' },
  activationPath: { atMost: bytes.activation, of: 'value' },
  startPath: { atMost: bytes.startPath, of: 'value' },
  listedRows: { atMost: bytes.listedRows, of: 'value' },
  askedRows: { atMost: bytes.askedRows, of: 'value' },
  host: { atMost: bytes.host, of: 'value' },
  localControlPlane: { atMost: bytes.localControlPlane, of: 'value' },
  leaks: { atMost: bytes.leaks, of: 'value' },
  foreignSecrets: { atMost: bytes.foreignSecrets, of: 'value' },
  pageWithToolkit: { atMost: bytes.pageWithToolkit, of: 'value' },
  pageWithout: { atMost: bytes.pageWithout, of: 'value' },
  firstRows: { atMost: 1.5, of: 'baseline' },
  childrenOfMany: { atMost: 2, of: 'baseline' },
  refreshOfMany: { atMost: 1.2, of: 'baseline' },
  oneOfMany: { atMost: 0.2, of: 'baseline' },
  issue: { atMost: 1.5, of: 'baseline' },
  envEdit: { atMost: 1.5, of: 'baseline' },
  verify: { atLeast: 0.75, of: 'baseline' },
  create: { atLeast: 0.4, of: 'baseline' },
  firstPaint: { atMost: 1.15, of: 'baseline' },
  pageReady: { atMost: 1.5, of: 'baseline' },
  typing: { atMost: 1.05, of: 'baseline' },
  search: { atMost: 2, of: 'baseline' },
  scan: { atMost: 1.5, of: 'baseline' },
  longestBlockMs: { atMost: 50, of: 'value' },
  keyrailRun: { atMost: 100, of: 'added' },
  keyrailMemory: told,
  idleCpu: { atMost: 1.05, of: 'baseline' },
  nothing: { atMost: 0, of: 'value' },
  verifyOfMany: { atLeast: 0.9, of: 'baseline' },
} as const satisfies Record<string, Budget>;
