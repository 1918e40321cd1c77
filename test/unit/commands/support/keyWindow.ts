import type { Uri } from 'vscode';
import { createServerClock } from '../../../../src/client/transport/serverClock.ts';
import { createPrompter } from '../../../../src/commands/prompter.ts';
import type { CreatesKeys } from '../../../../src/commands/keys/createKey.ts';
import type { RecoversOperations } from '../../../../src/commands/keys/recover.ts';
import type { RevokesKeys } from '../../../../src/commands/keys/revokeKey.ts';
import type { NameParts } from '../../../../src/editor/env/namedKey.ts';
import type { LocalFacts } from '../../../../src/editor/secrets/localFacts.ts';
import type { Session } from '../../../../src/editor/connection/session.ts';
import { effectiveStatus } from '../../../../src/domain/keys/keyStatus.ts';
import { nothingLeftOut } from '../../../../src/dotenv/search.ts';
import type { KeyNote } from '../../../../src/editor/keys/keyNotes.ts';
import {
  emptySnapshot,
  type KeyRow,
  type SessionContext,
  type Snapshot,
} from '../../../../src/editor/keys/snapshot.ts';
import type { KeyPlace } from '../../../../src/editor/placements/keyPlaces.ts';
import { describePlace } from '../../../../src/editor/placements/placeName.ts';
import { readLocalFacts } from '../../../../src/editor/secrets/readLocalFacts.ts';
import { recover } from '../../../../src/lifecycle/protocols/recover.ts';
import type { OpenPlace } from '../../../../src/lifecycle/steps/openPlaces.ts';
import { remoteConnection } from '../../../fixtures/remoteConnection.ts';
import { makeAccount, makeRow } from '../../domain/rows.ts';
import type { LifecycleFixture } from '../../lifecycle/lifecycleFixture.ts';
import type { ScriptedPerson } from './scriptedPerson.ts';

/** What is special about the window of a test. */
interface Circumstances {
  /** What the command is called with. */
  readonly argument?: unknown;
  /** The person's setting that lets programs act. */
  readonly isAutomated?: boolean;
  readonly production?: boolean;
  readonly role?: string;
  /** The scopes of every key, as rows of a server say that allows full access. */
  readonly scope?: KeyRow['key']['scope'];
  /** Places that need a hand. */
  readonly open?: readonly OpenPlace[];
  readonly shadowed?: readonly string[];
  /** The button that is pressed in every message. */
  readonly presses?: string;
}

type AllPorts = CreatesKeys & RevokesKeys & RecoversOperations & NameParts;

export interface KeyWindow {
  readonly ports: AllPorts;
  /** What was told in messages, each with its level, and in the status bar. */
  readonly told: readonly string[];
  /** Commands of buttons that were pressed, with their arguments. */
  readonly pressed: readonly string[];
  readonly notes: ReadonlyMap<string, KeyNote>;
  /** What went to the other ports, in words. */
  readonly done: readonly string[];
  row(keyId: string): KeyRow;
}

/** The ports of commands over a real lifecycle and control plane, with a person who answers as scripted. */
export async function keyWindow(
  fixture: LifecycleFixture,
  person: ScriptedPerson,
  given: Circumstances = {},
): Promise<KeyWindow> {
  const { lifecycle } = fixture;
  const told: string[] = [];
  const pressed: string[] = [];
  const done: string[] = [];
  const notes = new Map<string, KeyNote>();
  const connection = {
    ...remoteConnection(fixture.at.connectionId),
    production: given.production ?? false,
  };
  const context: SessionContext = {
    connection,
    workspaceId: fixture.at.workspaceId,
    workspaceName: 'Support',
    workspaceSlug: 'support',
    role: given.role ?? 'workspace_owner',
  };
  const account = makeAccount({ service_account_id: fixture.accountId });
  const session: Session = {
    connection,
    management: fixture.management,
    runtime: fixture.runtime,
    provenBaseUrl: async () => 'http://127.0.0.1:1',
    clock: createServerClock(),
  };
  let snapshot: Snapshot = emptySnapshot;
  let facts: LocalFacts;
  const refresh = async () => {
    const keys = await fixture.rows();
    facts = { ...(await readLocalFacts(lifecycle)), reload: refresh };
    const now = fixture.ports.clock.now();
    const rules = {
      serviceAccounts: [account],
      now,
      expiryWarningDays: 14,
      rotationWindowDays: 90,
    };
    const of = connection.id;
    snapshot = {
      ...emptySnapshot,
      connection,
      context,
      accounts: [{ account, liveKeys: keys.length }],
      freshness: { kind: 'fresh', at: now.getTime() },
      keys: keys.map((key) =>
        makeRow(given.scope ? { ...key, scope: given.scope } : key, {
          status: effectiveStatus(key, rules),
          name: notes.get(key.api_key_id)?.name,
          hasCopy: facts.hasCopy(of, key.api_key_id),
          placements: facts.placements(of, key.api_key_id),
          retiring: facts.retiring(of, key.api_key_id),
        }),
      ),
    };
  };
  await refresh();
  /** Every place that is known, and the copy of the editor; those in files stand in line 1. */
  const placesOf = async (connectionId: string, { key, hasCopy }: KeyRow): Promise<KeyPlace[]> => {
    const known = await lifecycle.placements.of(connectionId, key.api_key_id);
    const others = known.map((placement): KeyPlace => {
      const { place, state } = placement;
      return {
        kind: place.kind,
        where: describePlace(placement),
        state,
        because: '',
        // `as`: no more of a URI is looked at here.
        at:
          'file' in place
            ? {
                file: { fsPath: place.file, toString: () => place.file } as unknown as Uri,
                line: 1,
              }
            : undefined,
        placement,
      };
    });
    const where = 'this editor';
    const copy = { where, state: 'current', because: '', at: undefined, placement: undefined };
    return hasCopy ? [{ ...copy, kind: 'vault', state: 'current' }, ...others] : others;
  };
  const tell =
    (level: string) =>
    async <T extends string>(sentence: string, ...buttons: T[]): Promise<T | undefined> => {
      told.push(`${level}: ${sentence}`);
      return buttons.find((button) => button === given.presses);
    };
  const notify = { info: tell('info'), warn: tell('warn'), error: tell('error') };
  const ports: AllPorts = {
    prompter: createPrompter(given.argument, person.questions, () => given.isAutomated ?? false),
    messages: {
      notify,
      say: (sentence) => void told.push(`quietly: ${sentence}`),
      async offer(to, sentence, remedies) {
        await to(sentence, ...remedies.map(({ label }) => label));
      },
      async runPressed({ command, args = [] }) {
        pressed.push(`${command} ${JSON.stringify(args)}`);
      },
      report: async (error) => void told.push(`error: ${(error as Error).message}`),
    },
    withProgress: (_title, work) => work(new AbortController().signal, () => undefined),
    keyList: {
      get snapshot() {
        return snapshot;
      },
      here: async () => ({ context, session }),
      refresh,
      loaded: async () => undefined,
      redraw: () => void done.push('draw again'),
    },
    connections: { list: () => [connection] },
    selectedKey: { keyId: undefined },
    selectedAccount: { serviceAccountId: undefined },
    keyNotes: {
      all: () => notes,
      async change(keyId, fields) {
        notes.set(keyId, { ...notes.get(keyId), ...fields });
        await refresh();
      },
      async carry(from, to) {
        notes.set(to, { ...notes.get(from), replaces: from });
        await refresh();
      },
      successors: (keyId) =>
        new Set([...notes].flatMap(([id, { replaces }]) => (replaces === keyId ? [id] : []))),
    },
    lifecycle: async () => lifecycle,
    recovery: { reschedule: async () => undefined, run: () => recover(lifecycle) },
    get localFacts() {
      return facts;
    },
    keyFilter: { text: '', set: (text) => void done.push(`filter ${text}`), admits: () => true },
    keyFocus: { show: (keyId) => void done.push(`show ${keyId}`) },
    log: {
      info: (line) => void done.push(`log: ${line}`),
      warn: (line) => void done.push(`log: ${line}`),
      error: (line) => void done.push(`log: ${line}`),
      show: () => undefined,
      dispose: () => undefined,
    },
    clipboard: { copy: async (_secret, seconds) => void done.push(`copy secret for ${seconds} s`) },
    placeNotKept: () => Promise.reject(new Error('The vault of this test keeps what it gets.')),
    places: {
      search: async () => nothingLeftOut(),
      lookAt: placesOf,
      known: placesOf,
      open: async ({ file, line }) => void done.push(`open ${file.fsPath}:${line}`),
      openAmong: async () => given.open ?? [],
      shadowed: async () => given.shadowed ?? [],
      openFile: async (uri) => void done.push(`open ${uri}`),
      agreeAgain: async (_of, places) =>
        void done.push(`agree again to ${places.map((place) => describePlace({ place })).join()}`),
      takeOutOfPrograms: async () => void done.push('take out of programs'),
      endUses: async (uses) =>
        void done.push(`end ${uses.map(({ variable }) => variable).join()} of terminals`),
      endTerminals: async (placements) =>
        placements.filter(({ place }) => place.kind !== 'terminal'),
    },
    env: {
      async requireFile(file) {
        if (!file.includes('.env')) throw new Error(`${file} is no env file.`);
      },
      async write(keyId, wish, ask) {
        done.push(`write ${keyId} to ${wish.file ?? '.env'}, ${ask ? 'shown' : 'unseen'}`);
        return { file: wish.file ?? '.env', variable: 'GOVRAIL_API_KEY', line: 1 };
      },
      isWithin: async (file) => file.startsWith('file:///project/'),
      async removeAll(placements) {
        done.push(`remove ${placements.map((known) => describePlace(known)).join()}`);
        return [];
      },
    },
    createAccount: async () => fixture.accountId,
    emptyClipboard: async (prefixes) => {
      done.push(`empty clipboard of ${[...prefixes].join()}`);
      return false;
    },
    writeClipboard: async (text) => void done.push(`copy ${text}`),
  };
  return {
    ports,
    told,
    pressed,
    notes,
    done,
    row(keyId) {
      const row = snapshot.keys.find(({ key }) => key.api_key_id === keyId);
      if (!row) throw new Error(`There is no row of ${keyId}.`);
      return row;
    },
  };
}
