import { objectsIn, type Written } from './tasksBehind.ts';

/** What is started together with a launch, as it is written. */
export interface LaunchesWith {
  readonly compounds: readonly Written[];
  readonly members: readonly Written[];
}

/** The compounds that start a launch of this name, and the other launches that they start. */
export function launchesWith(name: string, files: readonly Written[]): LaunchesWith {
  const compounds = files
    .flatMap((file) => objectsIn(file['compounds']))
    .filter((compound) => membersOf(compound).includes(name));
  const names = new Set(compounds.flatMap(membersOf));
  names.delete(name);
  const members = files
    .flatMap((file) => objectsIn(file['configurations']))
    .filter((each) => names.has(String(each['name'])));
  return { compounds, members };
}

/** Each is a name, or `{ name, folder }`. */
function membersOf({ configurations }: Written): string[] {
  if (!Array.isArray(configurations)) return [];
  return configurations.map((each: unknown) =>
    typeof each === 'string' ? each : String((Object(each) as Written)['name']),
  );
}
