import { installTools } from './support/installTools.ts';

/* The first half of `npm run test:programs`: installs what is missing, where it may. */
await installTools();
