import { toolsIn, type EnvTool, type FolderFacts } from './envTools.ts';

/** What most tools do, where nothing tells which one there is. */
const custom: EnvTool = {
  name: '',
  modes: ['development', 'production'],
  order: (mode) => [`.env.${mode}.local`, '.env.local', `.env.${mode}`, '.env'],
};

/** direnv alone says nothing of what else an application reads. */
const isDirenv = ({ name }: EnvTool): boolean => name === 'direnv';

function toolsOf(facts: FolderFacts): readonly EnvTool[] {
  const found = toolsIn(facts);
  return found.every(isDirenv) ? [...found, custom] : found;
}

/** The mode in which people run what they work on. */
const workMode = ({ modes }: EnvTool): string => modes[0] ?? 'development';

/**
 * Which of a folder's env files is read of a variable: of those that hold it, in `holders`, the one that
 * wins. Where none does, the strongest that is there for every mode. `undefined` where no tool reads any.
 */
export function winner(
  facts: FolderFacts,
  files: readonly string[],
  holders: ReadonlySet<string>,
): string | undefined {
  const tools = toolsOf(facts);
  for (const tool of tools) {
    const held = tool.order(workMode(tool)).find((name) => holders.has(name));
    if (held !== undefined) return held;
  }
  for (const tool of tools) {
    // An `.envrc` is a script of the person's: it gets a value where it has one.
    const order = tool
      .order(workMode(tool))
      .filter((name) => files.includes(name) && name !== '.envrc');
    const always = order.find((name) =>
      tool.modes.every((mode) => tool.order(mode).includes(name)),
    );
    const [first] = order;
    if (first === undefined) continue;
    return order.includes('.env.local') ? '.env.local' : (always ?? first);
  }
  return undefined;
}

/** A tool, and the modes in which something is so; none where it is so in all. */
export interface InTool {
  /** Empty where nothing tells which tools there are: for most of them. */
  readonly tool: string;
  readonly modes: readonly string[];
}

/** Another file of the folder that sets the same variable, and for whom it wins or loses. */
export interface Rival {
  readonly name: string;
  readonly winsFor: readonly InTool[];
  readonly losesFor: readonly InTool[];
}

/** What the other files that set a variable mean for a value in `target`. */
export function rivalsOf(
  facts: FolderFacts,
  target: string,
  others: readonly string[],
): readonly Rival[] {
  const tools = toolsOf(facts);
  return others.flatMap((name) => {
    const winsFor = tools.flatMap((tool) => outcomes(tool, target, name, 'wins'));
    const losesFor = tools.flatMap((tool) => outcomes(tool, target, name, 'loses'));
    return winsFor.length + losesFor.length === 0 ? [] : [{ name, winsFor, losesFor }];
  });
}

/** The tools that are there, where none of them reads a file in any mode. */
export function passedBy(facts: FolderFacts, target: string): readonly InTool[] {
  if (target === '.envrc') return [];
  const tools = toolsIn(facts).filter((tool) => !isDirenv(tool));
  const reads = (tool: EnvTool): boolean =>
    modesOf(tool, [target]).some((mode) => tool.order(mode).includes(target));
  return tools.some(reads) ? [] : tools.map(({ name }) => ({ tool: name, modes: [] }));
}

function outcomes(tool: EnvTool, target: string, rival: string, what: Precedence): InTool[] {
  const modes = modesOf(tool, [target, rival]);
  const judged = modes.map((mode) => outcome(tool, mode, target, rival));
  const found = modes.filter((_, at) => judged[at] === what);
  if (found.length === 0) return [];
  const isAlways = judged.every((each) => each === what);
  return [{ tool: tool.name, modes: isAlways ? [] : found }];
}

type Precedence = 'wins' | 'loses';

/** A tool that reads only the rival does not see the value; what direnv exports, all see before their files. */
function outcome(
  { order }: EnvTool,
  mode: string,
  target: string,
  rival: string,
): Precedence | undefined {
  const [one, other] = [order(mode).indexOf(target), order(mode).indexOf(rival)];
  if (other === -1) return undefined;
  if (one === -1) return target === '.envrc' ? 'loses' : 'wins';
  return other < one ? 'wins' : 'loses';
}

/** Those of the tool, and those that the names speak of: `.env.staging.local` is for `staging`. */
function modesOf({ modes, order }: EnvTool, names: readonly string[]): readonly string[] {
  const named = names.flatMap((name) => /^\.env\.([\w-]+)(?:\.local)?$/.exec(name)?.[1] ?? []);
  const own = named.filter((mode) => mode !== 'local' && order(mode).join() !== order('').join());
  return [...new Set([...modes, ...own])];
}
