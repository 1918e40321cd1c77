import { commands, env, Range, Uri, window } from 'vscode';
import * as z from 'zod/mini';
import { CancelledError } from '../domain/errors.ts';
import { documentsOfWindow } from '../editor/documents.ts';
import { requireEnvFile } from '../editor/env/envFileOnly.ts';
import { trustedSpot } from '../editor/env/envSpot.ts';
import { envTargetsOf } from '../editor/env/envTarget.ts';
import { notify, say } from '../editor/notify.ts';
import { listKeyPlaces } from '../editor/placements/keyPlaces.ts';
import { shadowed } from '../editor/placements/shadowed.ts';
import { endTerminalPlacements, endTerminalUses } from '../editor/placements/terminalEnd.ts';
import { offer, runPressed } from '../editor/press.ts';
import { withProgress } from '../editor/prompts.ts';
import { report } from '../editor/report.ts';
import { emptyClipboard } from '../editor/secrets/emptyClipboard.ts';
import type { Services } from '../services.ts';
import { editorPrompter } from './editorPrompter.ts';
import { resolveNotKept } from './keys/notKept.ts';
import { lookAtPlaces, lookFirst } from './placements/lookFirst.ts';
import { openAmong } from './placements/openAmong.ts';
import { takeOutOfPrograms } from './placements/takeOutOfPrograms.ts';
import { writeSecretToEnv } from './placements/writeToEnv.ts';
import type { Asking, Telling, Documents, EnvWrites, Operations, Places } from './ports.ts';
import { survey, type Surveys } from './panic/survey.ts';
import { agreeAgain } from './programs/agreeAgain.ts';
import type { Prompter } from './prompter.ts';

/** All that a window has for commands; each takes the ports that it names. */
export type WindowPorts = Services &
  Asking &
  Telling &
  Documents &
  Operations &
  Places &
  EnvWrites &
  Surveys;

/** Joins the ports to this window. @param argument what the command was called with */
export function windowPorts(services: Services, argument: unknown): WindowPorts {
  const prompter = editorPrompter(argument);
  const ports: WindowPorts = {
    ...services,
    prompter,
    survey: () => survey(services),
    messages: { notify, say, offer, runPressed, report: (error) => report(error, services.log) },
    withProgress,
    documents: documentsOfWindow,
    envTargets: envTargetsOf(services.workspaceState),
    writeClipboard: (text) => env.clipboard.writeText(text),
    emptyClipboard,
    createAccount,
    placeNotKept: (made) => resolveNotKept(ports, made),
    places: placesOf(services, prompter),
    env: {
      requireFile: requireEnvFile,
      write: (keyId, wish, ask) => writeSecretToEnv(ports, keyId, wish, ask),
      isWithin: async (file) => (await trustedSpot(Uri.parse(file))) !== undefined,
      removeAll: (placements) => services.envFiles.removeAll(placements),
    },
  };
  return ports;
}

function placesOf(
  services: Pick<
    Services,
    'keyList' | 'lifecycle' | 'localFacts' | 'programs' | 'scanner' | 'terminals'
  >,
  prompter: Prompter,
): Places['places'] {
  return {
    search: () => lookFirst(services),
    lookAt: async (connectionId, row) =>
      lookAtPlaces(await services.lifecycle(), connectionId, row),
    known: async (connectionId, row) =>
      listKeyPlaces(await services.lifecycle(), connectionId, row, { asksPrograms: false }),
    openAmong,
    async shadowed(states) {
      const rewritten = states
        .filter(({ state }) => state === 'rewritten')
        .map(({ place }) => place);
      return shadowed((await services.lifecycle()).ports.places, rewritten);
    },
    async open({ file, line }) {
      await window.showTextDocument(file, { selection: new Range(line - 1, 0, line - 1, 0) });
    },
    openFile: async (uri) => {
      await window.showTextDocument(Uri.parse(uri));
    },
    agreeAgain: (of, places) => agreeAgain({ prompter, programs: services.programs }, of, places),
    takeOutOfPrograms: async (placements) =>
      takeOutOfPrograms(await services.lifecycle(), placements),
    endUses: async (uses) => endTerminalUses(await services.lifecycle(), services.terminals, uses),
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
