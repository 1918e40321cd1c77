import type { FactLine } from '../domain/keys/keyFactLines.ts';

/** One thing that is known of a key or a service account; stands below its row. */
export interface FactNode {
  readonly node: 'fact';
  readonly id: string;
  /** Whose fact it is. */
  readonly keyId?: string;
  readonly serviceAccountId?: string;
  readonly name: string;
  readonly value: string;
  /** The place of its value that it tells of, as it is described to a person. */
  readonly place: string | undefined;
  /** A program keeps it. */
  readonly isProgram: boolean;
  readonly needsHand: boolean;
  /** A program accepted it there, and gives nothing back. */
  readonly isSent: boolean;
  readonly below: readonly FactLine[];
  readonly isOpen: boolean;
}

type Owner = Pick<FactNode, 'keyId' | 'serviceAccountId'>;

export function factNodes(
  parentId: string,
  { keyId, serviceAccountId }: Owner,
  lines: readonly FactLine[],
): FactNode[] {
  return lines.map(({ name, value, place, isProgram = false, isSent = false, ...more }) => ({
    node: 'fact',
    id: `${parentId}/fact:${place ?? name}`,
    ...(keyId === undefined ? {} : { keyId }),
    ...(serviceAccountId === undefined ? {} : { serviceAccountId }),
    name,
    value,
    place,
    isProgram,
    needsHand: more.needsHand ?? false,
    isSent,
    below: more.below ?? [],
    isOpen: more.isOpen ?? false,
  }));
}
