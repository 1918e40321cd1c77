import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/** A long-lived process that answers one line for each line it is sent, in order. */
export interface LineProcess {
  ask(line: string): Promise<string>;
  close(): void;
}

/** @throws when the process cannot be started; a process that ends fails every open question. */
export function startLineProcess(
  command: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
): LineProcess {
  const child = spawn(command, [...args], { env, stdio: ['pipe', 'pipe', 'inherit'] });
  const { stdin, stdout } = child;
  const waiting: PromiseWithResolvers<string>[] = [];
  createInterface({ input: stdout }).on('line', (line) => waiting.shift()?.resolve(line));
  child.on('error', (error) => {
    for (const each of waiting.splice(0)) each.reject(error);
  });
  child.on('exit', (code) => {
    for (const each of waiting.splice(0))
      each.reject(new Error(`${command} ended (${String(code)})`));
  });
  return {
    ask(line) {
      const answer = Promise.withResolvers<string>();
      waiting.push(answer);
      stdin.write(`${line}\n`);
      return answer.promise;
    },
    close: () => void stdin.end(),
  };
}
