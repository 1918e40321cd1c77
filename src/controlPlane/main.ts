import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { UserFacingError } from '../domain/errors.ts';
import { identifyManager } from './listener/managementToken.ts';
import { cannotListen, listen } from './listener/listen.ts';
import { openLocalControlPlane } from './localControlPlane.ts';
import { HELP, readArguments, type Arguments } from './arguments.ts';

/**
 * The local control plane outside of the editor, with management behind a token. Standard output
 * gets one JSON line, `{url, managementToken, workspaceId}`; everything else goes to standard error.
 */
async function main(): Promise<void> {
  const wanted = readArguments(process.argv.slice(2));
  if (wanted === 'help') {
    process.stdout.write(HELP);
    return;
  }
  await run(wanted);
}

async function run({ port, dataDir, latencyMs, ...options }: Arguments): Promise<void> {
  const plane = await openLocalControlPlane(dataDir, {
    ...options,
    version: ownVersion(),
    report: say,
  });
  plane.notices.forEach(say);
  const managementToken = randomBytes(32).toString('base64url');
  const listener = await listen({
    app: plane.app,
    port,
    latencyMs,
    report: say,
    identify: identifyManager(managementToken, plane.subject),
  }).catch(async (error: unknown) => {
    await plane.close();
    throw cannotListen(port, error);
  });
  const stop = () => {
    void listener.close().then(() => plane.close());
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  // Last of all: whoever reads the line may stop us at once.
  const url = `http://127.0.0.1:${listener.port}`;
  const { workspaceId } = plane;
  process.stdout.write(`${JSON.stringify({ url, managementToken, workspaceId })}\n`);
}

/** This runs from the sources alone. */
function ownVersion(): string {
  const file = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  return (JSON.parse(file) as { readonly version: string }).version;
}

function say(trouble: unknown): void {
  const text = trouble instanceof Error ? (trouble.stack ?? trouble.message) : String(trouble);
  process.stderr.write(`${text}\n`);
}

main().catch((error: unknown) => {
  process.exitCode = 1;
  say(error instanceof UserFacingError ? error.message : error);
});
