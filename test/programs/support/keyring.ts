import { spawn, execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
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
  const args = ['--daemonize', '--unlock', '--components=secrets'];
  execFileSync('gnome-keyring-daemon', args, {
    env,
    input: 'a password of a test',
    stdio: ['pipe', 'ignore', 'ignore'],
  });
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
    // The keyring ends with its bus.
    end: async () => {
      if (bus.exitCode !== null || bus.signalCode !== null) return;
      bus.kill();
      await once(bus, 'exit');
    },
  };
}
