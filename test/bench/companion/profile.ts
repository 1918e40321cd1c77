import { writeFileSync } from 'node:fs';
import { Session, type Profiler } from 'node:inspector/promises';

/** Runs something under the processor's profiler, every 100 µs; writes what DevTools can open. */
export async function profiled<T>(file: string, run: () => Promise<T>): Promise<T> {
  const session = new Session();
  session.connect();
  try {
    await session.post('Profiler.enable');
    await session.post('Profiler.setSamplingInterval', { interval: 100 });
    await session.post('Profiler.start');
    const value = await run();
    const { profile }: { profile: Profiler.Profile } = await session.post('Profiler.stop');
    writeFileSync(file, JSON.stringify(profile));
    return value;
  } finally {
    session.disconnect();
  }
}
