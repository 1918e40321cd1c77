import { runProgram } from '../../../src/programs/runProgram.ts';

/* Started on a terminal: tells what a program says that looks for it. */
const ended = await runProgram({
  program: '/bin/sh',
  args: ['-c', 'if true </dev/tty; then echo a terminal; else echo no terminal; fi'],
  env: { PATH: process.env['PATH'] },
  cwd: '/',
  limitMs: 20_000,
});
console.log(`It found ${ended.stdout.text.trim()}.`);
