/** The control plane under test and how to speak to it. */
export interface Target {
  /** Without `/api/v1`. */
  readonly baseUrl: string;
  readonly workspaceId: string;
  /** How the edge lets the tester in, on the management plane only. Values may be secrets. */
  readonly headers: Readonly<Record<string, string>>;
  /** What the edge wants beside a key on the runtime plane; often nothing. */
  readonly runtimeHeaders: Readonly<Record<string, string>>;
  /** A member who may not manage keys; without one the role refusals are skipped. */
  readonly viewerHeaders: Readonly<Record<string, string>> | undefined;
  /** The workspace may get a baseline, which stays. */
  readonly mayBootstrap: boolean;
}

let current: Target | undefined;

/** Called once by the runner before the suites are loaded. */
export function setTarget(target: Target): void {
  current = target;
}

/** @throws Error when a suite is run without its runner. */
export function target(): Target {
  if (!current) throw new Error('Run the contract suite with: npm run test:contract');
  return current;
}
