import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** A keyring of gpg that is nobody's. */
export interface Gpg {
  readonly folder: string;
  readonly recipient: string;
  /** Its agent is a process of its own. */
  end(): void;
}

/** @returns a keyring with one new key, which has this passphrase or, for `''`, none */
export function createGpg(home: string, passphrase = ''): Gpg {
  const folder = path.join(home, '.gnupg');
  mkdirSync(folder, { mode: 0o700 });
  // How often a passphrase is hashed is else found out by measuring.
  writeFileSync(path.join(folder, 'gpg-agent.conf'), 's2k-count 65536\n');
  const recipient = 'somebody@example.test';
  const env = { ...process.env, GNUPGHOME: folder };
  const options = { env, stdio: 'pipe' } as const;
  execFileSync(
    'gpg',
    [
      '--batch',
      '--pinentry-mode',
      'loopback',
      '--passphrase',
      passphrase,
      '--quick-gen-key',
      recipient,
      'future-default',
      'default',
      'never',
    ],
    options,
  );
  const end = () => {
    execFileSync('gpgconf', ['--kill', 'all'], options);
  };
  // It remembers the passphrase of a key that was just made.
  end();
  return { folder, recipient, end };
}
