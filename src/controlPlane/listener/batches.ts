/**
 * Hands over in one go all that arrives while the sockets are read: what comes in together is then
 * answered together, with one look at the data file (see `DataVersion`) and in one burst. Each is handed
 * over as soon as the sockets have been read, so nothing waits for what is not there yet.
 */
export function inBatches<T>(take: (each: T) => void): (each: T) => void {
  let arrived: T[] = [];
  const handOver = () => {
    const turn = arrived;
    arrived = [];
    for (const each of turn) take(each);
  };
  return (each) => {
    if (arrived.push(each) === 1) setImmediate(handOver);
  };
}
