/**
 * One path segment from an id that a server gave us.
 * @throws RangeError for what would walk to another path.
 */
export function segment(id: string): string {
  if (id === '' || id === '.' || id === '..') throw new RangeError('An id cannot be a path step.');
  return encodeURIComponent(id);
}
