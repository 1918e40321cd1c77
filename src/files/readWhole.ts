import { close, constants, fstat, open, read } from 'node:fs';

/** No link is followed, and a pipe that somebody has put there is not waited for. */
const FLAGS = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;

/**
 * The bytes of an ordinary file of at most so many; `undefined` for what is none. In four calls with
 * nothing between them: promises around each cost as much as the reading of a small file, and this is
 * called for tens of thousands. @throws the file system's error
 */
export function readWhole(
  file: string,
  mostBytes: number,
): Promise<Buffer | undefined | 'too-large'> {
  const { promise, resolve, reject } = Promise.withResolvers<Buffer | undefined | 'too-large'>();
  open(file, FLAGS, (notOpened, fd) => {
    if (notOpened) {
      reject(notOpened);
      return;
    }
    const end = (error: Error | null, result?: Buffer | 'too-large') => {
      close(fd, () => {
        if (error) reject(error);
        else resolve(result);
      });
    };
    fstat(fd, (error, stats) => {
      if (error || !stats.isFile()) end(error);
      else if (stats.size > mostBytes) end(null, 'too-large');
      else {
        const bytes = Buffer.allocUnsafe(stats.size);
        read(fd, bytes, 0, stats.size, 0, (failed, count) => {
          end(failed, bytes.subarray(0, count));
        });
      }
    });
  });
  return promise;
}
