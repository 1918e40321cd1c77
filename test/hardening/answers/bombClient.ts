import { ApiError } from '../../../src/client/apiError.ts';
import { createHttp } from '../../../src/client/transport/http.ts';
import { apiKeyList } from '../../../src/wire/apiKeys.ts';

/*
 * Asks a server whose answers swell, one after the other, in a process of its own: says how each ended
 * and by how much this process ever grew, in MiB.
 */
const [baseUrl = '', numbers = '0'] = process.argv.slice(2);
const ask = async (path: string) => {
  const http = createHttp({ baseUrl, headers: async () => ({}), timeoutMs: 20_000 });
  return http.send({ method: 'POST', path }, apiKeyList).then(
    () => 'data',
    (error: unknown) => (error instanceof ApiError ? error.kind : String(error)),
  );
};
// What is loaded at the first call is no part of an answer's price.
await ask('/0');
for (let number = 1; number <= Number(numbers); number++) {
  const before = process.resourceUsage().maxRSS;
  const how = await ask(`/${number}`);
  const grown = (process.resourceUsage().maxRSS - before) / 1024;
  console.log(JSON.stringify({ number, how, grown }));
}
