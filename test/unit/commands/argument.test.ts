import assert from 'node:assert/strict';
import * as z from 'zod/mini';
import { parseArguments } from '../../../src/commands/argument.ts';
import { calledByProgram } from '../../../src/commands/caller.ts';
import { rowArgument } from '../../../src/editor/ownArguments.ts';
import { redeem, ticketFor } from '../../../src/editor/tickets.ts';

const ofKey = z.strictObject({ keyId: z.optional(z.string()), days: z.optional(z.int()) });
const ofNothing = z.strictObject({});

describe('the arguments of a command', () => {
  const keyRow = () => rowArgument({ node: 'key', id: '/key_1', keyId: 'key_1', row: {} });

  it('are taken from a row as far as the command knows them', () => {
    assert.deepEqual(parseArguments(ofKey, keyRow()), { keyId: 'key_1' });
    assert.deepEqual(parseArguments(ofNothing, keyRow()), {});
    const account = rowArgument({ node: 'account', id: 'svc_1', serviceAccountId: 'svc_1' });
    assert.deepEqual(parseArguments(ofKey, account), {});
    assert.deepEqual(
      parseArguments(ofKey, rowArgument({ node: 'group', id: 'g', name: 'Active', rows: [] })),
      {},
    );
  });

  it('are not taken from what only looks like a row', () => {
    const copy: unknown = JSON.parse(JSON.stringify(keyRow()));
    assert.throws(() => parseArguments(ofKey, copy), {
      message:
        'There is no argument named node, id, row. This command takes: keyId, days. What each command takes is listed in docs/commands.md, which comes with Keyrail.',
    });
    assert.equal(calledByProgram(copy), true);
    assert.equal(calledByProgram(keyRow()), false);
  });

  it('may be left out', () => {
    for (const nothing of [undefined, null, {}]) {
      assert.deepEqual(parseArguments(ofKey, nothing), {});
    }
    assert.equal(calledByProgram(undefined), false);
    assert.equal(calledByProgram(null), false);
  });

  it('are refused with what is wrong with them', () => {
    const refused = (argument: unknown, message: RegExp, schema: z.ZodMiniObject = ofKey) => {
      assert.throws(() => parseArguments(schema, argument), { message });
    };
    refused({ keyId: 7 }, /^The value of the argument keyId does not fit\. /);
    refused({ days: 1.5 }, /^The value of the argument days does not fit\. /);
    refused('key_1', /^Arguments are passed as one object\. This command takes: keyId, days\. /);
    refused(['key_1'], /^Arguments are passed as one object\. /);
    refused({ confirmed: true }, /^There is no argument named confirmed\. /);
    refused(
      { a: 1 },
      /^There is no argument named a\. This command takes no arguments\. /,
      ofNothing,
    );
  });
});

describe('a ticket in a link', () => {
  it('stands once for what Keyrail put behind it, and for that command only', () => {
    const argument = { keyId: 'key_1' };
    const passed: unknown = JSON.parse(JSON.stringify(ticketFor('keyrail.whereIsIt', argument)));
    assert.equal(redeem('keyrail.revokeKey', passed), undefined);
    assert.equal(redeem('keyrail.whereIsIt', passed), argument);
    assert.equal(redeem('keyrail.whereIsIt', passed), undefined);
  });

  it('is nothing that a program can make up', () => {
    for (const made of [undefined, null, 'x', {}, { ticket: 7 }, { ticket: 'x' }]) {
      assert.equal(redeem('keyrail.whereIsIt', made), undefined);
    }
  });

  it('is forgotten when hundreds have been made after it', () => {
    const first = ticketFor('keyrail.whereIsIt', {});
    for (let count = 0; count < 200; count++) ticketFor('keyrail.whereIsIt', {});
    assert.equal(redeem('keyrail.whereIsIt', first), undefined);
  });
});
