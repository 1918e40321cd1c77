import { commands, env, Uri, window } from 'vscode';
import * as z from 'zod/mini';
import { CancelledError } from '../../domain/errors.ts';
import { requireEnvFile } from '../../editor/env/envFileOnly.ts';
import { notify, say } from '../../editor/notify.ts';
import { shadowed } from '../../editor/placements/shadowed.ts';
import { endTerminalPlacements } from '../../editor/placements/terminalEnd.ts';
import { offer, runPressed } from '../../editor/press.ts';
import { withProgress } from '../../editor/prompts.ts';
import { report } from '../../editor/report.ts';
import type { Services } from '../../services.ts';
import { editorPrompter } from '../editorPrompter.ts';
import { lookAtPlaces, lookFirst } from '../placements/lookFirst.ts';
import { openAmong } from '../placements/openAmong.ts';
import { takeOutOfPrograms } from '../placements/takeOutOfPrograms.ts';
import { writeSecretToEnv } from '../placements/writeToEnv.ts';
import type {
  Asking,
  ListedAccounts,
  ListedKeys,
  LooksAtPlaces,
  Notes,
  Operations,
  ShowsUsage,
  Telling,
  WritesClipboard,
  WritesEnv,
} from '../ports.ts';
import { agreeAgain } from '../programs/agreeAgain.ts';
import type { RecoversOperations } from './recover.ts';
import { resolveNotKept } from './notKept.ts';

/** All that any command about keys stands on. */
type KeyPorts = Asking &
  Telling &
  ListedKeys &
  ListedAccounts &
  ShowsUsage &
  WritesClipboard &
  Notes &
  Operations &
  RecoversOperations &
  LooksAtPlaces &
  WritesEnv;

/** Joins the ports to this window. @param argument what the command was called with */
export function keyPorts(services: Services, argument: unknown): KeyPorts {
  const { keyList, selectedKey, selectedAccount, keyNotes, recovery, localFacts, log } = services;
  return {
    keyList,
    selectedKey,
    selectedAccount,
    keyNotes,
    recovery,
    localFacts,
    log,
    prompter: editorPrompter(argument),
    messages: { notify, say, offer, runPressed, report: (error) => report(error, log) },
    withProgress,
    lifecycle: () => services.lifecycle(),
    refresh: () => services.refresh(),
    placeNotKept: (made) => resolveNotKept(services, made),
    places: placesOf(services),
    env: {
      requireFile: requireEnvFile,
      write: (keyId, wish, ask) => writeSecretToEnv(services, keyId, wish, ask),
      removeAll: (placements) => services.envFiles.removeAll(placements),
    },
    createAccount,
    showUsage: async () => {
      await commands.executeCommand('keyrail.openChecklist', { step: 'usage' });
    },
    writeClipboard: (text) => env.clipboard.writeText(text),
  };
}

/** A command for the table of handlers. */
export function onKeys<Result>(
  command: (ports: KeyPorts, argument: unknown) => Promise<Result>,
): (services: Services, argument: unknown) => Promise<Result> {
  return (services, argument) => command(keyPorts(services, argument), argument);
}

function placesOf(services: Services): LooksAtPlaces['places'] {
  return {
    search: async () => (await lookFirst(services)).unsearched,
    lookAt: async (connectionId, row) =>
      lookAtPlaces(await services.lifecycle(), connectionId, row),
    openAmong,
    async shadowed(states) {
      const rewritten = states
        .filter(({ state }) => state === 'rewritten')
        .map(({ place }) => place);
      return shadowed((await services.lifecycle()).ports.places, rewritten);
    },
    openFile: async (uri) => {
      await window.showTextDocument(Uri.parse(uri));
    },
    agreeAgain: (of, places) => agreeAgain(services, of, places),
    takeOutOfPrograms: async (placements) =>
      takeOutOfPrograms(await services.lifecycle(), placements),
    endTerminals: async (placements) =>
      endTerminalPlacements(await services.lifecycle(), services.terminals, placements),
  };
}

const created = z.looseObject({ serviceAccountId: z.string() });

async function createAccount(): Promise<string> {
  const made = created.safeParse(await commands.executeCommand('keyrail.createServiceAccount'));
  // The command has already told why it made none, or the person dismissed it.
  if (!made.success) throw new CancelledError();
  return made.data.serviceAccountId;
}
