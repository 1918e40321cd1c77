// @ts-check
import { handOver } from './handOver.mjs';
import { readStartOptions } from './startOptions.mjs';

/* `npm start`: a real VS Code in the browser with Keyrail in it; `npm start -- --help` says more. */
const wish = readStartOptions(process.argv.slice(2));
switch (wish.kind) {
  case 'help':
    console.log(wish.text);
    break;
  case 'refused':
    console.error(wish.sentence);
    process.exitCode = 1;
    break;
  default:
    await handOver('startPerson.ts', { chromium: wish.kind === 'tour' });
}
