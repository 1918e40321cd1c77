/*
 * node readWithTool.ts TOOL MODE < folders, a JSON list
 *
 * Prints, on the last line, what a real tool reads from the env files of each folder. In a process of its
 * own: some of them write into the environment, and take what stands there before their files.
 */
type Read = (folder: string, mode: string) => object;

const readers: Readonly<Record<string, () => Promise<Read>>> = {
  async Vite() {
    const { loadEnv } = await import('vite');
    return (folder, mode) => loadEnv(mode, folder, 'KR_');
  },
  async 'Next.js'() {
    const { default: next } = await import('@next/env');
    const quiet = { info: () => undefined, error: () => undefined };
    return (folder, mode) => {
      Object.assign(process.env, { NODE_ENV: mode });
      return next.loadEnvConfig(folder, mode === 'development', quiet, true).parsedEnv ?? {};
    };
  },
  async 'dotenv-flow'() {
    const { default: flow } = await import('dotenv-flow');
    return (folder, mode) => flow.parse(flow.listFiles({ node_env: mode, path: folder }));
  },
  async Expo() {
    const { parseProjectEnv } = await import('@expo/env');
    return (folder, mode) => parseProjectEnv(folder, { mode, silent: true, systemEnv: {} }).env;
  },
  async dotenv() {
    const { config } = await import('dotenv');
    return (folder) => config({ path: `${folder}/.env`, processEnv: {}, quiet: true }).parsed ?? {};
  },
};

const [tool = '', mode = ''] = process.argv.slice(2);
const chunks: Buffer[] = [];
for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
// `as`: the test that starts this gives it.
const folders = JSON.parse(Buffer.concat(chunks).toString()) as string[];
const read = await readers[tool]?.();
if (!read) throw new Error(`No reader for ${tool}.`);
const answers = folders.map((folder) => read(folder, mode));
process.stdout.write(`\n${JSON.stringify(answers)}`);
