import type { Plan } from '../support/faultProxy.ts';
import type { Fault as NetworkFault } from '../support/fault.ts';
import { operations } from '../../src/lifecycle/model/operations.ts';
import type { LocalFaults, ProgramFault, Scenario } from './jobs.ts';

/** One row of the fault table of the lifecycle's specification. */
export interface FaultRow {
  readonly name: string;
  readonly only: readonly Scenario[];
  /** Inside the process, at disk, vault and placements. */
  readonly local?: LocalFaults;
  /** On the way to the server, while the operation runs. */
  readonly plans?: (scenario: Scenario) => readonly Plan[];
  /** Nothing comes of the request while the fault lasts: later steps are not reached. */
  readonly stops?: true;
  /** Nobody listens while the operation runs. */
  readonly refused?: true;
  /** The vault is empty whenever the application starts. */
  readonly forgetful?: true;
  /** A lost request is carried out later by a server that forgot its idempotency key. */
  readonly lateTwin?: true;
  /** The answer is the one of another key of the same control-plane workspace. */
  readonly otherAnswer?: true;
  /** What may be left in the journal although everything works again. */
  readonly mayWaitFor?: readonly string[];
  /** Programs keep the old key, too, and do what is said; `none`: they do as they should. */
  readonly programs?: ProgramFault | 'none';
  /** The old key stands in a `.env`; true if left out. */
  readonly placed?: boolean;
}

const all = operations;
const making: readonly Scenario[] = ['issue', 'rotate', 'overlap', 'close'];
const ending: readonly Scenario[] = ['revoke', 'panic'];
const placing: readonly Scenario[] = ['rotate', 'overlap'];
/** What keeps a new secret in the person's own vault, too. */
const keeping: readonly Scenario[] = ['issue', ...placing];
const json = 'application/json; charset=utf-8';
const persistent = 60;

const makes = /^POST \/api\/v1\/saas\/workspaces\/[^/]+\/api-keys(\/[^/]+:rotate)?$/;
const ends = /^POST .*:revoke$/;
const probes = /^GET \/api\/v1\/_probe$/;

/** The request that an operation stands and falls with. */
export const mainRequest = (scenario: Scenario) => (ending.includes(scenario) ? ends : makes);

const refusal = (status: number, code: string, details: object = {}) => ({
  status,
  contentType: json,
  body: JSON.stringify({ error: { code, message: code, details }, meta: {} }),
});
const gateway = { status: 503, contentType: 'text/plain', body: 'upstream connect error' };

function onMain(name: string, fault: NetworkFault, times: number, only = all): FaultRow {
  return { name, only, plans: (scenario) => [{ on: mainRequest(scenario), fault, times }] };
}

/** The same fault for one attempt, and for as long as the operation runs. */
function onceAndAlways(name: string, fault: NetworkFault): FaultRow[] {
  const always = onMain(`${name}, again and again`, fault, persistent);
  return [onMain(name, fault, 1), { ...always, stops: true }];
}

const changedJson = (change: (data: Record<string, unknown>) => void): NetworkFault => ({
  kind: 'changed-answer',
  change(answer) {
    // The envelope of a success; the proxy is only told of those requests.
    const { data } = answer as { data?: Record<string, unknown> };
    if (data) change(data);
    return answer;
  },
});

/** Programs that do as they should. */
export const programsAlone = 'programs keep it';

export const faultTable: readonly FaultRow[] = [
  { name: 'nothing but the kill', only: all },
  {
    name: 'disk full before the request',
    only: all,
    stops: true,
    local: { disk: { on: '^journal \\w+ asked$', code: 'ENOSPC' } },
  },
  {
    name: 'disk full after the answer',
    only: all,
    local: { disk: { on: '^(?!journal \\w+ asked$)', code: 'ENOSPC' } },
  },
  { name: 'read-only storage', only: all, stops: true, local: { disk: { on: '', code: 'EROFS' } } },
  { name: 'power cut instead of the kill', only: all, local: { powerCut: true } },
  { name: 'connection refused', only: all, stops: true, refused: true },
  ...onceAndAlways('reset before the body', { kind: 'lost-request' }),
  ...onceAndAlways('timeout, not carried out', { kind: 'black-hole' }),
  ...onceAndAlways('timeout, carried out', { kind: 'silent-answer' }),
  ...onceAndAlways('proxy 503 in text/plain', { kind: 'refused', with: gateway }),
  onMain(
    '429',
    { kind: 'refused', with: refusal(429, 'rate_limited', { retry_after_seconds: 0.05 }) },
    2,
  ),
  ...onceAndAlways('500 after the commit', {
    kind: 'replaced-answer',
    with: refusal(500, 'internal_error'),
  }),
  ...onceAndAlways('answer lost after the commit', { kind: 'lost-answer' }),
  ...onceAndAlways('answer cut', { kind: 'cut-answer' }),
  ...onceAndAlways('truncated JSON', { kind: 'truncated-json' }),
  ...onceAndAlways(
    'schema violation',
    changedJson((data) => {
      delete data['api_key'];
      delete data['key_prefix'];
    }),
  ),
  onMain('duplicate delivery', { kind: 'duplicated', afterMs: 20 }, 1),
  onMain('late commit', { kind: 'late-commit', afterMs: 60 }, 1),
  {
    name: 'late commit, idempotency key forgotten',
    only: ['issue', 'overlap', 'lend', 'close'],
    lateTwin: true,
    plans: () => [{ on: makes, fault: { kind: 'lost-request' }, times: 1 }],
  },
  { name: 'answer for another key', only: all, otherAnswer: true },
  { name: 'vault throws on store', only: making, local: { vault: 'throws-on-store' } },
  { name: 'vault reads back nothing', only: making, local: { vault: 'reads-back-nothing' } },
  { name: 'vault locked, then unlocked', only: [...making, 'panic'], local: { vault: 'locked' } },
  {
    name: 'vault gone at next start',
    only: all,
    forgetful: true,
    placed: false,
    mayWaitFor: ['persistence', 'replacement'],
  },
  { name: '.env read-only', only: placing, local: { env: 'read-only' } },
  {
    name: '.env changed meanwhile',
    only: placing,
    local: { env: 'changed-meanwhile' },
    // Something else stands there: the person is to decide.
    mayWaitFor: ['places'],
  },
  { name: 'rival writer of a text', only: placing, local: { env: 'rival-writer' } },
  { name: 'dirty editor', only: placing, local: { env: 'dirty-editor' } },
  { name: programsAlone, only: placing, programs: 'none' },
  { name: 'a program hangs', only: placing, programs: 'hang' },
  { name: 'a program refuses', only: placing, programs: 'refuse' },
  { name: 'a program keeps nothing', only: placing, programs: 'forget' },
  { name: 'a program prints the value', only: placing, programs: 'print' },
  { name: 'a program is away', only: placing, programs: 'away' },
  {
    name: 'a program was changed by somebody else',
    only: placing,
    programs: 'somebody',
    mayWaitFor: ['places'],
  },
  {
    name: 'second copy locked',
    only: keeping,
    local: { second: 'locked' },
    mayWaitFor: ['second-copy'],
  },
  {
    name: 'second copy accepted and not kept',
    only: keeping,
    local: { second: 'keeps-nothing' },
    mayWaitFor: ['second-copy'],
  },
  {
    name: 'proof refused',
    only: ['overlap'],
    plans: () => [
      {
        on: probes,
        fault: { kind: 'refused', with: refusal(401, 'unauthorized') },
        times: persistent,
      },
    ],
  },
  {
    name: 'proof not possible',
    only: ['overlap'],
    plans: () => [{ on: probes, fault: { kind: 'refused', with: gateway }, times: persistent }],
  },
  {
    name: 'retire refused',
    only: ['overlap'],
    plans: () => [
      {
        on: ends,
        fault: { kind: 'refused', with: refusal(403, 'tenant_access_denied') },
        times: persistent,
      },
    ],
  },
  {
    name: 'ending the loan fails',
    only: ['lend'],
    plans: () => [{ on: ends, fault: { kind: 'refused', with: gateway }, times: persistent }],
  },
  {
    name: 'one key refused',
    only: ['panic'],
    plans: () => [
      {
        on: ends,
        fault: { kind: 'refused', with: refusal(403, 'tenant_access_denied') },
        times: 1,
      },
    ],
  },
  {
    name: 'ending the closed key fails',
    only: ['close'],
    plans: () => [{ on: ends, fault: { kind: 'refused', with: gateway }, times: persistent }],
  },
  {
    name: 'old key revoked by somebody else before it is rotated',
    only: ['rotate'],
    local: { somebody: { before: 'server rotate', revokes: 'old' } },
  },
  {
    name: 'old key revoked by somebody else',
    only: ending,
    local: { somebody: { before: 'server revoke', revokes: 'old' } },
  },
  {
    name: 'old key revoked by somebody else before it ends',
    only: ['overlap'],
    local: { somebody: { before: 'places.replace', revokes: 'old' } },
  },
  {
    name: 'new key revoked by somebody else',
    only: ['overlap'],
    local: { somebody: { before: 'journal overlap retiring', revokes: 'new' } },
  },
];
