// @ts-check
import { handOver } from './handOver.mjs';

/*
 * `npm start`: a real VS Code in the browser with Keyrail in it and a sample project open.
 *
 *   npm start [-- --port N] [--data DIR]    keeps settings, keys and secrets in DIR
 *   npm start -- --tour                     shows the whole way to an accepted run, and ends
 */
const tour = process.argv.includes('--tour');
await handOver('startPerson.ts', { chromium: tour });
