import type { Memento } from 'vscode';
import type { Secret } from '../domain/secret.ts';
import type { Placement } from '../lifecycle/placements.ts';
import type { Places } from '../lifecycle/ports.ts';
import type { Room } from '../lifecycle/room.ts';
import type { EnvTarget } from './envTarget.ts';

/** What is to be written, and for whom. */
export interface EnvWrite {
  readonly connectionId: string;
  readonly workspaceId: string;
  readonly keyId: string;
  readonly keyPrefix: string;
  readonly secret: Secret;
  readonly baseUrl: string;
  /** False where a program called: then nothing is asked, and what would need a question refuses. */
  readonly ask: boolean;
}

export interface EnvFiles {
  places(): Promise<Places>;
  write(target: EnvTarget, what: EnvWrite): Promise<{ readonly line: number }>;
  removeAll(placements: readonly Placement[]): Promise<readonly Placement[]>;
}

export function createEnvFiles(_state: Memento, _room: () => Promise<Room>): EnvFiles {
  return {
    places: async () => ({
      read: async () => undefined,
      replace: async () => ({ kind: 'refused', reason: 'failed' }),
    }),
    write: async () => {
      throw new Error('later');
    },
    removeAll: async (placements) => placements,
  };
}
