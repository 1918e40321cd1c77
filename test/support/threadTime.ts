/**
 * The processor time of this thread so far, in microseconds: what else the machine does is not in it. Linux brings
 * that up to date at each tick of its clock, every few milliseconds, unless the process is asked for its own first.
 */
export function threadTime(): number {
  process.cpuUsage();
  const { user, system } = process.threadCpuUsage();
  return user + system;
}
