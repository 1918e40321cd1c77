// @ts-check
import { handOver } from '../support/handOver.mjs';

/* `npm run test:windows`, also where nothing was installed yet: what it needs is, and `run.ts` goes on. */
await handOver('../windows/run.ts', { chromium: false });
