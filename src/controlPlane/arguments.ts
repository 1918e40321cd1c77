import { parseArgs } from 'node:util';
import { UserFacingError } from '../domain/errors.ts';

/** What the command line of `npm run control-plane` says. */
export interface Arguments {
  readonly port: number;
  readonly dataDir: string;
  readonly latencyMs: number;
  readonly stepMs: number;
  readonly subject: string;
  readonly planId: string;
  readonly members: readonly { readonly subject: string; readonly role: string }[];
  readonly runsPerMinute: number;
  readonly replaysPerMinute: number;
}

export const HELP = `Runs the local control plane outside of the editor.

  npm run control-plane -- --data DIR [options]

  --data DIR               folder of the data file; made when it is missing
  --port N                 port on 127.0.0.1; 0 (the default) takes a free one
  --latency-ms N           delays every answer by so many milliseconds
  --step-ms N              how long a step of a run takes (60)
  --runs-per-minute N      rate limit of POST /runs; 0 (the default) is off
  --replays-per-minute N   rate limit of replays; 0 (the default) is off

For an empty data folder:

  --subject WHO            the person who owns everything (local@keyrail)
  --plan NAME              local (the default), free, pro or tiny; tiny allows one run a month
  --member WHO:ROLE        another person of the first workspace, for example
                           viewer@keyrail:viewer; may be given several times

Prints one JSON line to standard output: {"url", "managementToken", "workspaceId"}. Calls below
/api/v1/saas need "Authorization: Bearer <managementToken>"; they are made as the owner, or as whom
X-Authenticated-Subject names. All other calls need an API key.
`;

/** Those of the contract (docs/contract.md, Roles). */
const ROLES = ['workspace_owner', 'workspace_admin', 'operator', 'approver', 'auditor', 'viewer'];

/** @throws UserFacingError for what it does not know. */
export function readArguments(args: readonly string[]): Arguments | 'help' {
  const { values } = parse(args);
  if (values.help) return 'help';
  if (values.data === undefined) {
    throw new UserFacingError('Say where the data is to be kept: --data DIR. See --help.');
  }
  const subject = values.subject ?? 'local@keyrail';
  const members = (values.member ?? []).map(member);
  refuseTwice([subject, ...members.map((each) => each.subject)]);
  return {
    port: whole(values, 'port', 0),
    dataDir: values.data,
    latencyMs: whole(values, 'latency-ms', 0),
    stepMs: whole(values, 'step-ms', 60),
    subject,
    planId: `plan_${plan(values.plan ?? 'local')}`,
    members,
    runsPerMinute: whole(values, 'runs-per-minute', 0),
    replaysPerMinute: whole(values, 'replays-per-minute', 0),
  };
}

function parse(args: readonly string[]) {
  const text = { type: 'string' } as const;
  try {
    return parseArgs({
      args: [...args],
      options: {
        help: { type: 'boolean' },
        data: text,
        port: text,
        'latency-ms': text,
        'step-ms': text,
        'runs-per-minute': text,
        'replays-per-minute': text,
        subject: text,
        plan: text,
        member: { type: 'string', multiple: true },
      },
    });
  } catch (error) {
    throw new UserFacingError(
      `${error instanceof Error ? error.message : String(error)} See --help.`,
    );
  }
}

type Numbers = 'port' | 'latency-ms' | 'step-ms' | 'runs-per-minute' | 'replays-per-minute';

function whole(values: { readonly [name in Numbers]?: string }, name: Numbers, otherwise: number) {
  const text = values[name];
  if (text === undefined) return otherwise;
  if (!/^\d{1,6}$/.test(text)) {
    throw new UserFacingError(`--${name} takes a whole number, not “${text}”. See --help.`);
  }
  return Number(text);
}

function plan(name: string): string {
  if (['local', 'free', 'pro', 'tiny'].includes(name)) return name;
  throw new UserFacingError(`There is no plan “${name}”. See --help.`);
}

function member(text: string): { subject: string; role: string } {
  const [, subject, role] = /^(.+):([a-z_]+)$/.exec(text) ?? [];
  if (subject === undefined || role === undefined) {
    throw new UserFacingError(`--member takes WHO:ROLE, not “${text}”. See --help.`);
  }
  if (!ROLES.includes(role)) {
    throw new UserFacingError(`There is no role “${role}”; there are ${ROLES.join(', ')}.`);
  }
  return { subject, role };
}

function refuseTwice(people: readonly string[]): void {
  const twice = people.find((person, index) => people.indexOf(person) !== index);
  if (twice === undefined) return;
  throw new UserFacingError(
    `“${twice}” is named twice: the owner and each member are different people. See --help.`,
  );
}
