/** The one connection of every trial. */
export const connectionId = 'plane';
