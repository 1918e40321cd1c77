import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** A way in which a secret could come to lie on the machine of a person. */
export interface PlantedFile {
  readonly name: string;
  readonly plant: (machine: string, secret: string) => void;
}

const write = (machine: string, file: string, content: string | Buffer) => {
  const whole = path.join(machine, file);
  mkdirSync(path.dirname(whole), { recursive: true });
  writeFileSync(whole, content);
};

const writeRow = (machine: string, file: string, secret: string) => {
  const whole = path.join(machine, file);
  mkdirSync(path.dirname(whole), { recursive: true });
  const database = new DatabaseSync(whole);
  database.exec('CREATE TABLE ItemTable (key TEXT, value BLOB)');
  database.prepare('INSERT INTO ItemTable VALUES (?, ?)').run('memento', secret);
  database.close();
};

const MiB = 1024 * 1024;
const user = 'server/data/User';
const keyrail = `${user}/globalStorage/keyrail.keyrail`;

/** Of every kind of file that a machine of a journey has, where the journeys have it. */
export const plantedFiles: readonly PlantedFile[] = [
  {
    name: 'a log',
    plant: (machine, secret) => {
      write(machine, 'server/data/logs/1/exthost1/keyrail.keyrail/Keyrail.log', `[info] ${secret}`);
    },
  },
  {
    name: 'telemetry',
    plant: (machine, secret) => {
      write(machine, 'server/data/logs/1/telemetry.log', JSON.stringify({ data: { secret } }));
    },
  },
  {
    name: 'the state database',
    plant: (machine, secret) => {
      writeRow(machine, `${user}/globalStorage/state.vscdb`, secret);
    },
  },
  {
    name: 'the journal, as base64',
    plant: (machine, secret) => {
      const text = Buffer.from(`{"secret":"${secret}"}`).toString('base64');
      write(machine, `${keyrail}/lifecycle/journal/1.1.json`, text);
    },
  },
  {
    name: 'the data file of the control plane',
    plant: (machine, secret) => {
      writeRow(machine, `${keyrail}/control-plane/control-plane.sqlite`, secret);
    },
  },
  {
    name: 'settings',
    plant: (machine, secret) => {
      write(machine, `${user}/settings.json`, JSON.stringify({ 'keyrail.key': secret }));
    },
  },
  {
    name: 'the state of a page, as UTF-16',
    plant: (machine, secret) => {
      write(machine, 'profile/Default/IndexedDB/1.log', Buffer.from(secret, 'utf16le'));
    },
  },
  {
    name: 'a temporary folder, as hex',
    plant: (machine, secret) => {
      write(machine, 'tmp/left.tmp', Buffer.from(secret).toString('hex'));
    },
  },
  {
    name: 'a crash dump',
    plant: (machine, secret) => {
      // Begun in one of the parts in which such a file is looked through, and ended in the next.
      const before = Buffer.alloc(24 * MiB - 40);
      write(machine, 'server/core', Buffer.concat([before, Buffer.from(secret), before]));
    },
  },
  {
    name: 'a diagnostic report',
    plant: (machine, secret) => {
      const report = { environmentVariables: { GOVRAIL_API_KEY: secret } };
      write(machine, 'server/report.20261125.json', JSON.stringify(report));
    },
  },
  {
    name: 'the folder, beside its .env',
    plant: (machine, secret) => {
      write(machine, 'sample/src/index.ts', `const key = '${secret}';`);
    },
  },
];
