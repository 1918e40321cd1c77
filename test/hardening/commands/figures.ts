import path from 'node:path';

/** What the calls in the editor came to. */
export interface CallFigures {
  calls: number;
  questions: number;
  /** How many commands were called. */
  commands: number;
}

/** Where the run in the editor leaves them, among the results. */
export const figuresFile = (results: string): string => path.join(results, 'commands.json');

/** Where it finds its seed: in the folder that VS Code shows, where nothing of the extension looks. */
export const seedFile = (folder: string): string => path.join(folder, '.git', 'fuzz-seed');
