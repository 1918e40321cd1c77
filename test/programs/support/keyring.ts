import { spawn, execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { eventually } from '../../journeys/support/eventually.ts';
import type { Person } from './person.ts';

/** A person's session bus and their keyring on it, without a desktop. */
export interface Keyring {
  lock(): void;
  end(): Promise<void>;
}

const stdio: ['pipe', 'pipe', 'ignore'] = ['pipe', 'pipe', 'ignore'];

/** @returns GNOME's keyring, unlocked, on a bus of its own, which the person's programs find */
export async function startKeyring(person: Person): Promise<Keyring> {
  const { env } = person;
  const bus = spawn('dbus-daemon', ['--session', '--nofork', '--print-address=1'], { env, stdio });
  const [address] = (await once(createInterface(bus.stdout), 'line')) as [string];
  env['DBUS_SESSION_BUS_ADDRESS'] = address;
  // In the foreground it is the test's own process, which ends it; detached it would outlive its bus.
  const args = ['--foreground', '--unlock', '--components=secrets'];
  const keyring = spawn('gnome-keyring-daemon', args, { env, stdio });
  keyring.stdin.end('a password of a test');
  const isThere = () =>
    execFileSync(
      'dbus-send',
      [
        '--session',
        '--print-reply=literal',
        '--dest=org.freedesktop.DBus',
        '/org/freedesktop/DBus',
        'org.freedesktop.DBus.NameHasOwner',
        'string:org.freedesktop.secrets',
      ],
      { env, encoding: 'utf8' },
    ).includes('true');
  await eventually('The keyring on its bus', isThere, Boolean);
  const call = (method: string, ...args: readonly string[]) =>
    execFileSync(
      'dbus-send',
      [
        '--session',
        '--print-reply',
        '--dest=org.freedesktop.secrets',
        '/org/freedesktop/secrets',
        `org.freedesktop.Secret.Service.${method}`,
        ...args,
      ],
      { env, stdio: 'pipe' },
    );
  return {
    lock: () => {
      call('Lock', 'array:objpath:/org/freedesktop/secrets/collection/login');
    },
    end: async () => {
      for (const each of [keyring, bus]) {
        if (each.exitCode !== null || each.signalCode !== null) continue;
        each.kill();
        await once(each, 'exit');
      }
    },
  };
}
