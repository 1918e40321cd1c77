import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { createPerson } from './support/person.ts';
import { newSecret } from './support/secrets.ts';
import { withoutTraces } from './support/watchTraces.ts';

const run = promisify(execFile);

describe('the search for traces of a value', () => {
  before(function () {
    if (process.platform !== 'linux') this.skip();
  });

  for (const [where, program] of [
    [
      'arguments',
      (value: string) => run(process.execPath, ['-e', 'setTimeout(() => {}, 300)', value]),
    ],
    [
      'the environment of a child of a child',
      (value: string) =>
        run('/bin/sh', [
          '-c',
          `V=x${Buffer.from(value).toString('base64')} "$0" -e 'setTimeout(() => {}, 300)'; true`,
          process.execPath,
        ]),
    ],
    [
      'a file that is there for a moment',
      (value: string, folder: string) =>
        run(process.execPath, [
          '-e',
          `const fs = require('fs'), file = process.argv[1] + '/x';
          fs.writeFileSync(file, process.argv[2].split('').reverse().join('')); setTimeout(() => fs.rmSync(file), 300)`,
          folder,
          Array.from(value).reverse().join(''),
        ]),
    ],
  ] as const) {
    it(`finds one in ${where}`, async () => {
      const [person, secret] = [createPerson(), newSecret()];
      const { home } = person;
      await assert.rejects(
        withoutTraces({ secrets: [secret], folder: home }, () => program(secret.reveal(), home)),
        /A value stood/,
      );
      person.remove();
    });
  }
});
