import type { PlacedState } from '../../lifecycle/journal/placed.ts';
import type { Telling } from '../ports.ts';
import { describePlaced } from './placesOfKey.ts';

/** Says which placements hold the new value, and which had to be left. */
export function tellPlaces({ messages }: Telling, states: readonly PlacedState[]): void {
  const { places, left } = describePlaced(states);
  if (places.length > 0) void messages.notify[left ? 'warn' : 'info'](places.join(' '));
}
