import { parseArgs } from 'node:util';
import type { Target } from './target.ts';

export const HELP = `The contract that Keyrail needs, against any control plane.

  npm run test:contract                 starts the embedded control plane and tests it
  npm run test:contract -- --base-url URL --workspace ID --header "Name: value" …

  --base-url URL            of the control plane, without /api/v1
  --workspace ID            a control-plane workspace of which you are owner or admin
  --header "Name: value"    how the edge lets you in; may be repeated
  --runtime-header "…"      what the edge wants beside a key on the runtime plane; may be repeated
  --viewer-header "…"       a member who may not manage keys; may be repeated
  --bootstrap               the workspace may get its baseline (it stays)
  --grep TEXT               only tests whose title contains it

It makes up to four service accounts and about two dozen keys with names of its own, starts up to
three runs, and revokes or disables everything it made; service accounts stay listed as disabled.
`;

/** What the command line asks for; no target = the embedded control plane. */
export interface Wanted {
  readonly help: boolean;
  readonly grep: string | undefined;
  readonly target: Target | undefined;
}

/** @throws Error with a sentence about what is wrong with the arguments. */
export function readArguments(args: readonly string[]): Wanted {
  const { values } = parseArgs({
    args: [...args],
    options: {
      'base-url': { type: 'string' },
      workspace: { type: 'string' },
      header: { type: 'string', multiple: true, default: [] },
      'runtime-header': { type: 'string', multiple: true, default: [] },
      'viewer-header': { type: 'string', multiple: true, default: [] },
      bootstrap: { type: 'boolean', default: false },
      grep: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  const { 'base-url': baseUrl, workspace, grep, help } = values;
  if (baseUrl === undefined) return { help, grep, target: undefined };
  if (workspace === undefined) throw new Error('--base-url needs --workspace.');
  const viewer = values['viewer-header'];
  return {
    help,
    grep,
    target: {
      baseUrl: baseUrl.replace(/\/+$/, '').replace(/\/api\/v1$/, ''),
      workspaceId: workspace,
      headers: headersOf(values.header),
      runtimeHeaders: headersOf(values['runtime-header']),
      viewerHeaders: viewer.length === 0 ? undefined : headersOf(viewer),
      mayBootstrap: values.bootstrap,
    },
  };
}

function headersOf(lines: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    lines.map((line, index) => {
      const colon = line.indexOf(':');
      // The line itself may be a secret: it is not repeated.
      if (colon < 1) throw new Error(`Header ${index + 1} is not of the form "Name: value".`);
      return [line.slice(0, colon).trim(), line.slice(colon + 1).trim()];
    }),
  );
}
