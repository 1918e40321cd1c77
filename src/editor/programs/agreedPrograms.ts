import type { Memento } from 'vscode';
import { nameOf, placeOfName } from '../../lifecycle/copies/placeNames.ts';
import type { ProgramPlace } from '../../lifecycle/model/places.ts';
import { isMadeBy } from '../../programs/keepAlsoIn.ts';
import type { AgreedProgram } from '../../programs/identity.ts';

const stateKey = 'agreedPrograms';

/** A template of second copies is agreed to for each connection by itself. */
interface Agreed extends AgreedProgram {
  readonly connections?: readonly string[];
}
type ByPlace = Readonly<Record<string, Agreed>>;

/** Which program the person let Keyrail start for which place. */
export interface AgreedPrograms {
  of(place: ProgramPlace): AgreedProgram | undefined;
  all(): readonly AgreedProgram[];
  /** Whether the template was agreed to for the keys of this connection. */
  isFor(template: ProgramPlace, connectionId: string): boolean;
  /**
   * From now on just this program is started for the place.
   * @param connectionId given for a template: whose keys it is for, besides those of before
   */
  agree(place: ProgramPlace, program: AgreedProgram, connectionId?: string): Promise<void>;
  /** Of one place, or of all. */
  withdraw(place?: ProgramPlace): Promise<void>;
}

/**
 * Kept by this editor for this host, whatever is open: nothing in a folder can grant it.
 * @param hostState what the client keeps for this host alone
 */
export function createAgreedPrograms(hostState: Pick<Memento, 'get' | 'update'>): AgreedPrograms {
  const all = () => hostState.get<ByPlace>(stateKey, {});
  return {
    of(place) {
      const known = all();
      const name = nameOf(place);
      if (Object.hasOwn(known, name)) return known[name];
      // Agreed to once for the keys of a connection, each of which has an entry of its own.
      const template = Object.keys(known).find((each) => {
        const agreed = placeOfName(each);
        return agreed?.kind === 'program' && isMadeBy(agreed, place);
      });
      return template === undefined ? undefined : known[template];
    },
    all: () => Object.values(all()),
    isFor: (template, connectionId) =>
      all()[nameOf(template)]?.connections?.includes(connectionId) === true,
    async agree(place, { path, identity }, connectionId) {
      const name = nameOf(place);
      const before = all()[name];
      const isSame = before?.path === path && before.identity === identity;
      const others = isSame ? (before.connections ?? []) : [];
      const forThese = connectionId === undefined ? {} : { connections: [...others, connectionId] };
      await hostState.update(stateKey, { ...all(), [name]: { path, identity, ...forThese } });
    },
    async withdraw(place) {
      const withdrawn = place && nameOf(place);
      const stays = Object.entries(all()).filter(([name]) => withdrawn && name !== withdrawn);
      await hostState.update(stateKey, stays.length > 0 ? Object.fromEntries(stays) : undefined);
    },
  };
}
