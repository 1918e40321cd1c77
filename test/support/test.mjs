// @ts-check
import { handOver } from './handOver.mjs';

/* `npm test [-- SUITE …]`: everything, or the named suites; the last line is `N passed, N failed`. */
await handOver('runSuites.ts', { chromium: true });
