import { createHash, randomUUID } from 'node:crypto';
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { Memento } from 'vscode';
import { ownedName, ownerOf } from './ownedNames.ts';

/** The machine that this extension runs on, as one of those that the client opens windows on. */
export interface Host {
  readonly id: string;
  /** Whether names of before names said whose they are may be its own. */
  readonly wasHere: boolean;
  /** Whether it had lost its folder, and is known again by what the client keeps. */
  readonly isRegained: boolean;
}

export interface HostParts {
  /** Its own folder for this extension. */
  readonly folder: string;
  /** `env.remoteName`; `undefined` where the client is the host. */
  readonly remoteName: string | undefined;
  readonly hostname: string;
  /** What the system calls the machine, for ever; empty where it does not. Asked of remote hosts only. */
  readonly machineId: () => string;
  readonly globalState: Pick<Memento, 'get' | 'keys' | 'update'>;
  readonly workspaceState: Pick<Memento, 'get' | 'update'>;
}

/** What the client remembers of a host, for the others to name it. */
export interface HostNote {
  readonly remote: string;
  readonly hostname: string;
  /** Tell folders and machines apart without naming them; of a machine that has no id: empty. */
  readonly folder: string;
  readonly machine: string;
}

const workspaceKey = 'host';
const noteName = 'host';

/**
 * Knows this host by the id in its folder, and writes one where there is none. A host whose folder is
 * gone (a container that was built anew) gets back the id that the client remembers of it: by the
 * workspace that is open, which the client knows by the host's address and the folder's, or, where the
 * machine has an id of its own that stays, by that and its name. Reads one small file, at once: connections are
 * needed to draw the first row.
 */
export function openHost(parts: HostParts): Host {
  const { folder, globalState, workspaceState } = parts;
  const note = noteOf(parts);
  const wasHere =
    ['lifecycle', 'listed'].some((name) => existsSync(`${folder}/${name}`)) ||
    workspaceState.get('connection') !== undefined;
  const known = readId(folder);
  const regained = known === undefined ? regain(parts, note) : undefined;
  const id = known ?? writeId(folder, regained ?? randomUUID());
  if (workspaceState.get(workspaceKey) !== id) void workspaceState.update(workspaceKey, id);
  const name = ownedName(id, noteName);
  if (JSON.stringify(globalState.get(name)) !== JSON.stringify(note)) {
    void globalState.update(name, note);
  }
  return { id, wasHere, isRegained: regained !== undefined && id === regained };
}

/** The hosts that the client remembers. */
export function hostNotes(
  globalState: Pick<Memento, 'get' | 'keys'>,
): ReadonlyMap<string, HostNote> {
  const notes = new Map<string, HostNote>();
  for (const stored of globalState.keys()) {
    const owner = ownerOf(stored);
    // `as`: nobody but `openHost` writes it.
    const note = owner?.name === noteName ? globalState.get(stored) : undefined;
    if (owner && note) notes.set(owner.hostId, note as HostNote);
  }
  return notes;
}

function regain(
  { globalState, workspaceState }: HostParts,
  { remote, machine, folder, hostname }: HostNote,
): string | undefined {
  const alike = [...hostNotes(globalState)].filter(
    ([, note]) => note.remote === remote && note.folder === folder,
  );
  const here = workspaceState.get<string>(workspaceKey);
  const ofWorkspace = alike.find(([id]) => id === here)?.[0];
  if (ofWorkspace !== undefined) return ofWorkspace;
  // Machines of one kind have the same name, and containers of one image its id, or none: it takes both.
  const isMachine = (note: HostNote) =>
    machine !== '' && note.machine === machine && note.hostname === hostname;
  // Two that could be meant are neither.
  const ofMachine = alike.filter(([, note]) => remote === '' || isMachine(note));
  return ofMachine.length === 1 ? ofMachine[0]?.[0] : undefined;
}

function noteOf({ folder, remoteName, hostname, machineId }: HostParts): HostNote {
  const machine = remoteName === undefined ? '' : machineId();
  return {
    remote: remoteName ?? '',
    hostname,
    folder: digestOf(folder),
    machine: machine === '' ? '' : digestOf(machine),
  };
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12);
}

/** What Linux calls this machine; empty elsewhere, and in most containers. */
export function machineId(): string {
  try {
    return readFileSync('/etc/machine-id', 'utf8').trim();
  } catch {
    return '';
  }
}

const idForm = /^[0-9a-f-]{36}$/;

function readId(folder: string): string | undefined {
  try {
    const text = readFileSync(`${folder}/host`, 'utf8').trim();
    return idForm.test(text) ? text : undefined;
  } catch {
    return undefined;
  }
}

/** Of several windows that write one at the same time the first wins, and all take that. */
function writeId(folder: string, id: string): string {
  const temporary = `${folder}/host.${randomUUID()}`;
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(temporary, id, { flush: true });
    linkSync(temporary, `${folder}/host`);
  } catch {
    // There is one now, or this folder takes none: then it is known by what the client remembers.
  } finally {
    rmSync(temporary, { force: true });
  }
  return readId(folder) ?? id;
}
