import assert from 'node:assert/strict';
import { findCopies } from '../../../src/dotenv/copies.ts';
import { copyMissing, lineMissing } from '../../../src/dotenv/missing.ts';

const utf8 = (text: string) => Buffer.from(text, 'utf8');
const value = `krl_local_00000001${'a'.repeat(16)}_${'b'.repeat(48)}`;

describe('a place that does not show its value any more', () => {
  const lines: Readonly<Record<string, readonly [string | Buffer, 'gone' | 'unknown']>> = {
    'its line is gone': ['PORT=1\n# KEY was here\n', 'gone'],
    'the file is empty': ['', 'gone'],
    'it has no value': ['PORT=1\nKEY=\n', 'gone'],
    'it has empty quotes': ['KEY=""\n', 'gone'],
    'its name is part of another': ['KEY_ID=1\nMY_KEY=2\n', 'gone'],
    'an encrypting tool rewrote it': ['KEY="encrypted:BDp8mR/2="\n', 'unknown'],
    'another tool encrypts in brackets': ['KEY=ENC[AES256_GCM,data:x,iv:y,tag:z]\n', 'unknown'],
    'a reference stands there': ['KEY=op://vault/item/field\n', 'unknown'],
    'a command gives it': ['KEY=$(pass show key)\n', 'unknown'],
    'a template gives it': [
      '{{- range $k, $v := .Data }}\n{{ $k }}={{ $v }}\n{{- end }}\n',
      'unknown',
    ],
    'a script takes it from elsewhere': ['PORT=1\nsource ./secrets.sh\n', 'unknown'],
    'the whole file is encrypted': ['$ANSIBLE_VAULT;1.1;AES256\n61626364\n', 'unknown'],
    'the file is no text': [Buffer.from([0, 71, 73, 84, 67, 82, 89, 80, 84, 0]), 'unknown'],
    'its quotes do not end': ['PORT=1\nKEY="half\n', 'unknown'],
  };
  for (const [what, [text, missing]] of Object.entries(lines)) {
    it(`is ${missing} where ${what}`, () => {
      assert.equal(lineMissing(Buffer.isBuffer(text) ? text : utf8(text), 'KEY'), missing);
    });
  }

  const forms: readonly (readonly [before: string, after: string | Buffer, 'gone' | 'unknown'])[] =
    [
      ['{"api": {"key": "@"}}', '{"api": {}, "port": 1}', 'unknown'],
      ['{\n  "key": "@",\n  "port": 1\n}\n', '{\n  "port": 1\n}\n', 'gone'],
      ['{\n  "key": "@"\n}\n', '{\n  "key": "ENC[AES256_GCM,data:x]"\n}\n', 'unknown'],
      ['env:\n  KEY: @\n', 'env: {}\n', 'gone'],
      ['env:\n  KEY: @\n', 'env:\n  KEY: !vault |\n    $ANSIBLE_VAULT;1.1\n', 'unknown'],
      ['env:\n  KEY: @\n', '$ANSIBLE_VAULT;1.1;AES256\n6162\n', 'unknown'],
      ['env:\n  KEY: @\n', Buffer.from([1, 0, 2]), 'unknown'],
      ['H="Authorization=Bearer @"\n', 'H="encrypted:BDp8"\n', 'unknown'],
      ['H="Authorization=Bearer @"\n', 'PORT=1\n', 'gone'],
      [
        '//registry.example/:_authToken=@\n',
        '//registry.example/:_authToken=${TOKEN}\n',
        'unknown',
      ],
      ['export TOKEN=@\n', 'export TOKEN="$(pass show t)"\n', 'unknown'],
      // Without a name nothing tells a line that changed from one that went.
      ['@\n', 'KEY=1\n', 'unknown'],
      ['key: @\n', '', 'gone'],
    ];
  for (const [before, after, missing] of forms) {
    it(`is ${missing} where ${JSON.stringify(before)} became ${JSON.stringify(String(after))}`, () => {
      const [copy] = findCopies(utf8(before.replace('@', value)));
      assert.ok(copy);
      const bytes = Buffer.isBuffer(after) ? after : utf8(after);
      assert.equal(copyMissing(bytes, copy.names), missing);
      assert.ok(copy.names.every((each) => /^[0-9a-f]{16}$/.test(each)));
    });
  }
});
