import { mkdir } from 'node:fs/promises';
import { EventEmitter, workspace, type Memento } from 'vscode';
import { builtInRecipes } from '../../programs/builtIn/builtInRecipes.ts';
import { createPrograms, type Programs } from '../../programs/engine.ts';
import { readOwnRecipes } from '../../programs/ownRecipes.ts';
import type { ProgramPlace } from '../../programs/programPlace.ts';
import type { Recipe } from '../../programs/recipe.ts';
import type { Disposable } from '../disposables.ts';
import type { Log } from '../log.ts';
import { createProgramPlaces, type ProgramPlaces } from '../placements/programPlaces.ts';
import { readSetting } from '../settings.ts';
import { createAgreedPrograms, type AgreedPrograms } from './agreedPrograms.ts';
import { windowSuggestions, type Suggestions } from './folderGuesses.ts';

/** Programs that keep secrets, with what the person has agreed to and set for them. */
export interface KeyPrograms extends Disposable {
  readonly programs: Programs;
  readonly agreed: AgreedPrograms;
  /** What the lifecycle delivers to. */
  readonly places: ProgramPlaces;
  /** Built in and the person's own, as their settings are now. */
  readonly recipes: () => readonly Recipe[];
  /** What in the person's own is no recipe, in English. */
  readonly problems: () => readonly string[];
  /** Where every new secret is kept, too, as the person's setting says it. */
  readonly keepAlsoIn: () => Readonly<Record<string, unknown>>;
  readonly suggestions: Suggestions;
  /** A program may be asking the person in a window of its own. */
  readonly onDidWait: (listener: (place: ProgramPlace) => void) => Disposable;
}

/**
 * @param folder one of ours, which stays empty: programs are started in it
 * @param hostState what the client keeps for this host alone
 */
export async function createKeyPrograms(
  folder: string,
  hostState: Pick<Memento, 'get' | 'update'>,
  log: Pick<Log, 'info'>,
): Promise<KeyPrograms> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const builtIn = builtInRecipes();
  const agreed = createAgreedPrograms(hostState);
  const waiting = new EventEmitter<ProgramPlace>();
  const own = () => readOwnRecipes(readSetting('programs'));
  const recipes = () => [...builtIn, ...own().recipes];
  const programs = createPrograms({
    recipes,
    agreed: (place) => agreed.of({ kind: 'program', ...place }),
    allAgreed: () => agreed.all(),
    openFolders: () =>
      (workspace.workspaceFolders ?? [])
        .filter(({ uri }) => uri.scheme === 'file')
        .map(({ uri }) => uri.fsPath),
    folder,
    environment: () => process.env,
    // No message has it: others' words could be taken for Keyrail's there.
    onSaid: ({ title, trouble, said }) => {
      log.info(`${title}: ${trouble}. The program said: “${said}”`);
    },
    onWaiting: (place) => {
      waiting.fire(place);
    },
  });
  return {
    programs,
    agreed,
    places: createProgramPlaces({ programs, recipes }, { now: () => new Date() }),
    recipes,
    problems: () => own().problems,
    keepAlsoIn: () => readSetting('keepAlsoIn'),
    suggestions: windowSuggestions,
    onDidWait: waiting.event,
    dispose() {
      waiting.dispose();
    },
  };
}
