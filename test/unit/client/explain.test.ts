import assert from 'node:assert/strict';
import { readResponse, responseError } from '../../../src/client/transport/response.ts';
import { ApiError, type ApiErrorFacts } from '../../../src/client/apiError.ts';
import { doubtful } from '../../../src/client/transport/doubtful.ts';
import { explain, explanationTable, generalRows } from '../../../src/client/explain.ts';
import { allRecordings, readRecording } from '../../support/recordings.ts';

/** The error that the client makes of a recorded answer. */
function errorOf(name: string): ApiError {
  const { request, response } = readRecording(name);
  const path = new URL(request.path, 'http://x').pathname.replace(/^\/api\/v1/, '');
  const method = request.method === 'GET' ? 'GET' : 'POST';
  return responseError(
    { method, path },
    {
      status: response.status,
      bytes: Buffer.from(JSON.stringify(response.body)),
      contentType: response.headers['content-type'] ?? '',
      requestId: 'req_ours',
      secrets: [],
    },
  );
}

/** The error that is made of an answer that is not the agreed one. */
function failedAnswer(...[question, answer]: Parameters<typeof readResponse>): ApiError {
  try {
    readResponse(question, answer);
  } catch (error) {
    if (error instanceof ApiError) return error;
  }
  throw new Error('It should have failed.');
}

const failed = (facts: Partial<ApiErrorFacts>) =>
  new ApiError({
    kind: 'network',
    method: 'GET',
    path: '/saas/me',
    status: undefined,
    code: 'ECONNRESET',
    reason: 'The connection failed.',
    mayHaveCommitted: false,
    ...facts,
  });

describe('client: explain', () => {
  describe('recorded refusals', () => {
    it('says of what was only read that reading changes nothing, and speaks for no other request', () => {
      const why = (method: 'GET' | 'POST') =>
        explain(
          new ApiError({
            kind: 'timeout',
            method,
            path: '/saas/workspaces/x/api-keys',
            status: undefined,
            code: 'timeout',
            reason: 'Too late.',
            mayHaveCommitted: false,
          }),
        ).why;
      assert.equal(why('GET'), 'Reading changes nothing.');
      assert.equal(why('POST'), 'This request changed nothing.');
    });

    it('has a row of its own for every one', () => {
      const names = allRecordings()
        .filter(([, { response }]) => response.status >= 400)
        .map(([name]) => name);
      const lines = names.map((name) => {
        const { row, happened, why, button } = explain(errorOf(name));
        assert.ok(!generalRows.has(row), `${name} has only the general row ${row}`);
        return `${name.padEnd(50)} ${row.padEnd(28)} ${happened} ${why} | [${button.label}]`;
      });
      console.log(lines.map((line) => `      ${line}`).join('\n'));
      console.log(`      ${lines.length} refusals explained`);
      assert.ok(lines.length > 100);
    });

    it('tells the reasons of a 401 apart', () => {
      assert.equal(explain(errorOf('12-run-expired-key-401')).row, 'key-expired');
      assert.equal(explain(errorOf('21-old-secret-401-immediately')).row, 'key-revoked');
      // An expired key is told so at its first use only.
      assert.match(explain(errorOf('21-old-secret-401-immediately')).why, /or has expired/);
      assert.equal(explain(errorOf('23-key-of-disabled-sa-401')).row, 'key-orphaned');
      assert.equal(explain(errorOf('12-run-invalid-key-401')).row, 'key-unknown');
      assert.equal(explain(errorOf('03-me-no-identity')).row, 'identity-missing');
    });

    it('names the missing scope and offers to rotate the key into it', () => {
      const { happened, button } = explain(errorOf('14-scope-cancel-denied'));
      assert.equal(happened, 'The key lacks the scope runs:manage.');
      assert.deepEqual(button, {
        label: 'Rotate into runs:manage…',
        command: 'keyrail.rotateKey',
        args: [{ keyId: 'key_mwsgtj14d5e688d8fb4e4724', scope: ['runs:write', 'runs:manage'] }],
      });
    });

    it('says the same for both variants of a missing role', () => {
      const main = explain(errorOf('09-viewer-api-keys-403'));
      assert.deepEqual(main, explain(errorOf('41-wave-viewer-api-keys-403')));
      assert.match(main.why, /workspace owner or workspace admin/);
    });

    it('counts down for a rate limit and opens the plan page for a plan limit', () => {
      assert.match(explain(errorOf('42-rate-limit-429-runs')).happened, /Wait 16 s/);
      const long = failed({
        kind: 'refused',
        method: 'POST',
        path: '/runs',
        status: 429,
        code: 'rate_limited',
        details: { retry_after_seconds: 3600 },
      });
      assert.equal(explain(long).happened, 'Too many runs in a minute. Wait 60 min.');
      const limit = errorOf('36-tiny-run-2-429-plan-limit');
      assert.match(explain(limit).happened, /1 of 1 runs/);
      assert.deepEqual(explain(limit, { consoleUrl: 'https://console.example' }).button, {
        label: 'Open Plan Page',
        command: 'vscode.open',
        args: ['https://console.example/settings?intent=upgrade'],
      });
      assert.equal(explain(limit).button.command, 'keyrail.openChecklist');
    });
  });

  it('says of each limit what ends it: only what is counted by period begins anew', () => {
    const why = (scope: string) =>
      explain(
        failed({
          kind: 'refused',
          status: 429,
          code: 'plan_limit_exceeded',
          details: { scope, used: 2, limit: 2 },
        }),
      ).why;
    assert.match(why('runs_created'), /until the next period or another plan/);
    for (const scope of ['active_tool_providers', 'member_seats', 'environments']) {
      assert.doesNotMatch(why(scope), /period/, scope);
    }
    assert.match(why('active_tool_providers'), /until a tool provider is disabled/);
    assert.match(why('member_seats'), /until a member leaves/);
  });

  it('says of each limit what it is of, in words and amounts, and repeats the server’s where it names none', () => {
    const told = (details: object, reason = 'Workspace has reached a limit') => {
      const refused = { kind: 'refused', status: 429, code: 'plan_limit_exceeded' } as const;
      const { happened, why } = explain(failed({ ...refused, reason, details: { ...details } }));
      return `${happened} ${why}`;
    };
    // By the metric or by the plan's own name for the limit (docs/contract.md, Usage).
    const runs = told({ scope: 'runs_created', used: 1, limit: 1 });
    assert.match(runs, /^The plan limit is reached: 1 of 1 runs in this period\..*next period/);
    assert.equal(told({ scope: 'runs_per_month', used: 1, limit: 1 }), runs);
    assert.match(told({ scope: 'tool_providers', used: 1, limit: 1 }), /provider is disabled/);
    const storage = told({ scope: 'artifact_storage_bytes', used: 5e6, limit: 5e6 });
    assert.match(storage, /^The plan limit is reached: Artifact storage, 5 MB of 5 MB\./);
    assert.match(told({}), /^The plan limit is reached\. It says: Workspace has reached a limit\./);
    for (const text of [storage, told({}), told({ scope: 'member_seats' })]) {
      assert.doesNotMatch(text, /period|run|\?/, text);
    }
  });

  it('speaks of no next period where the plan has none of it at all', () => {
    const { happened, why } = explain(
      failed({
        kind: 'refused',
        status: 429,
        code: 'plan_limit_exceeded',
        details: { scope: 'runs_created', used: 0, limit: 0 },
      }),
    );
    assert.match(happened, /0 of 0 runs/);
    assert.equal(why, 'Trying again changes nothing; another plan does.');
  });

  it('says what is switched off, and who can switch it on', () => {
    const told = (reason: string) => {
      const { happened, why } = explain(
        failed({ kind: 'refused', status: 403, code: 'tenant_access_denied', reason }),
      );
      return `${happened} ${why}`;
    };
    assert.match(
      told('Current SaaS user is not active'),
      /^Your user is switched off.*administrator/,
    );
    assert.match(told('Workspace is not active'), /^The control-plane workspace is switched off/);
    assert.match(told('Workspace organization is not active'), /^The organization of/);
    assert.match(told('Tenant is not active'), /It says: Tenant is not active\.$/);
  });

  it('names a plan that allows too little, where no limit is reached yet', () => {
    const { happened, why } = explain(errorOf('08-bootstrap-tiny-plan-limit'));
    assert.equal(happened, 'This needs 2 tool providers, and the plan allows 1.');
    assert.equal(why, 'Trying again changes nothing; another plan does.');
  });

  it('lets no server choose the page that is opened', () => {
    for (const href of ['https://evil.example/x', '//evil.example', 'command:x', 'javascript:1']) {
      const error = failed({
        kind: 'refused',
        status: 429,
        code: 'plan_limit_exceeded',
        details: { upgrade_href: href },
      });
      const { button } = explain(error, { consoleUrl: 'https://console.example' });
      assert.equal(button.command, 'keyrail.openChecklist', href);
    }
  });

  it('says what stands in the way of the data file, and that a change was undone where it was', () => {
    const message = 'The disk is full. Free some space and try again.';
    const told = (method: 'GET' | 'POST', status: number, code: string, details: object) => {
      const error = responseError(
        { method, path: '/saas/workspaces/ws_1/api-keys' },
        {
          status,
          bytes: Buffer.from(JSON.stringify({ error: { code, message, details } })),
          contentType: 'application/json',
          requestId: 'req_ours',
          secrets: [],
        },
      );
      const { row, why, button } = explain(error);
      return { row, why, button: button.command, doubt: error.mayHaveCommitted };
    };
    const undone = { committed: false };
    const retry = { row: 'storage-unavailable', button: 'keyrail.refresh', doubt: false };
    assert.deepEqual(told('GET', 503, 'storage_unavailable', undone), { ...retry, why: message });
    assert.deepEqual(told('POST', 503, 'storage_unavailable', undone), {
      ...retry,
      why: `${message} This request changed nothing.`,
    });
    const unsure = told('POST', 503, 'storage_unavailable', {});
    assert.match(unsure.why, /try again\. It may have been carried out all the same/);
    assert.deepEqual([unsure.button, unsure.doubt], ['keyrail.recover', true]);
    assert.ok(told('POST', 500, 'internal_error', undone).doubt);
  });

  it('says of an answer that cannot be read what may have been done', () => {
    const told = (
      method: 'GET' | 'POST',
      status: number,
      [contentType, text]: readonly [string, string],
    ) => {
      const error = failedAnswer(
        { method, path: '/saas/workspaces/ws_1/api-keys' },
        { status, bytes: Buffer.from(text), contentType, requestId: 'req_ours', secrets: [] },
      );
      const { row, why, button } = explain(error);
      return [row, /It may have been carried out/.test(why), button.command];
    };
    const cut = ['application/json; charset=utf-8', '{"data":{"secret_key":"grk'] as const;
    const empty = ['', ''] as const;
    const page = ['text/html', '<html>'] as const;
    const refused = ['application/json', '{}'] as const;
    assert.deepEqual(told('POST', 201, cut), ['answer-cut', true, 'keyrail.recover']);
    assert.deepEqual(told('POST', 204, empty), ['answer-cut', true, 'keyrail.recover']);
    assert.deepEqual(told('GET', 200, cut), ['answer-cut', false, 'keyrail.refresh']);
    for (const [status, what] of [
      [503, cut],
      [408, page],
      [408, refused],
    ] as const) {
      assert.deepEqual(told('POST', status, what), ['gateway-error', true, 'keyrail.recover']);
    }
    for (const [status, isDoubtful] of [
      [200, true],
      [404, true],
      [401, false],
      [403, false],
    ] as const) {
      const doubt = [isDoubtful, 'keyrail.editConnection'];
      const row = status === 401 || status === 403 ? 'page-refuses' : 'web-page';
      assert.deepEqual(told('POST', status, page), [row, ...doubt]);
      if (status === 200) continue;
      assert.deepEqual(told('POST', status, refused), ['gateway-refusal', ...doubt]);
    }
  });

  it('leads back to the playground whatever is wrong with a run', () => {
    const told = (path: string, reason: string) => {
      const refused = { kind: 'refused', method: 'POST', status: 400, path } as const;
      return explain(failed({ ...refused, code: 'invalid_request', reason })).row;
    };
    for (const reason of [
      'entry_agent_id must be a string when provided',
      'policy_context.labels must be an array of strings',
      'from_step_id must reference a step of the source run',
    ]) {
      assert.equal(told('/runs', reason), 'run-request-invalid');
    }
    assert.equal(told('/runs/run_1/graph', 'page_size must be a positive integer'), 'page-invalid');
    assert.equal(told('/elsewhere', 'entry_agent_id must be a string when provided'), 'invalid');
  });

  it('has a row for every way in which no usable answer comes', () => {
    const keys = '/saas/workspaces/ws_1/api-keys';
    const rows: [Partial<ApiErrorFacts>, string, string][] = [
      [{ kind: 'timeout', code: 'timeout' }, 'timeout', 'keyrail.refresh'],
      [{ kind: 'timeout', path: keys, mayHaveCommitted: true }, 'timeout', 'keyrail.recover'],
      [{ code: 'ENOTFOUND' }, 'name-unknown', 'keyrail.refresh'],
      [{ code: 'ECONNREFUSED' }, 'nobody-there', 'keyrail.refresh'],
      ...['ETIMEDOUT', 'EHOSTDOWN', 'ENETDOWN', 'EACCES', 'EPERM'].map(
        (code): [Partial<ApiErrorFacts>, string, string] => [
          { code },
          'nobody-there',
          'keyrail.refresh',
        ],
      ),
      [{ code: 'CERT_HAS_EXPIRED' }, 'certificate', 'keyrail.editConnection'],
      [{ code: 'DEPTH_ZERO_SELF_SIGNED_CERT' }, 'certificate', 'keyrail.editConnection'],
      [{ code: 'ECONNRESET' }, 'connection-cut', 'keyrail.refresh'],
      [{ kind: 'not-json', status: 503 }, 'gateway-error', 'keyrail.refresh'],
      [{ kind: 'not-json', status: 200 }, 'web-page', 'keyrail.editConnection'],
      [{ kind: 'not-json', code: 'json_cut', status: 200 }, 'answer-cut', 'keyrail.refresh'],
      [
        { kind: 'schema', status: 403, code: 'unreadable_refusal' },
        'gateway-refusal',
        'keyrail.editConnection',
      ],
      [{ kind: 'schema', status: 200 }, 'answer-unknown-shape', 'keyrail.showLog'],
      [
        { kind: 'schema', code: 'other_answer', path: keys, mayHaveCommitted: true },
        'other-answer',
        'keyrail.recover',
      ],
      [{ kind: 'too-large', status: 200 }, 'answer-too-large', 'keyrail.showLog'],
      [{ kind: 'redirect', status: 302 }, 'redirected', 'keyrail.editConnection'],
      [{ kind: 'circuit-open' }, 'server-paused', 'keyrail.refresh'],
      [{ kind: 'circuit-open', code: 'asked_to_wait' }, 'wait-asked-for', 'keyrail.refresh'],
      [{ kind: 'aborted' }, 'stopped', 'keyrail.refresh'],
      [{ kind: 'refused', status: 500 }, 'server-error-reading', 'keyrail.refresh'],
      [{ kind: 'refused', status: 418 }, 'unknown', 'keyrail.showLog'],
    ];
    for (const [facts, row, command] of rows) {
      const explanation = explain(failed(facts));
      assert.deepEqual([explanation.row, explanation.button.command], [row, command]);
    }
  });

  it('offers to settle only what the journal knows of, and to look after everything else', () => {
    const doubts: Partial<ApiErrorFacts>[] = [
      { kind: 'timeout' },
      { kind: 'network', code: 'ECONNRESET' },
      { kind: 'aborted' },
      { kind: 'not-json', status: 503 },
      { kind: 'not-json', code: 'json_cut', status: 201 },
      { kind: 'schema', status: 200 },
      { kind: 'schema', code: 'other_answer' },
      { kind: 'too-large', status: 200 },
      { kind: 'refused', status: 500 },
    ];
    const told = (path: string, facts: Partial<ApiErrorFacts>) => {
      const { why, button } = explain(
        failed({ ...facts, method: 'POST', path, mayHaveCommitted: true }),
      );
      return `${why} ${button.command}`;
    };
    for (const facts of doubts) {
      for (const path of ['/api-keys', '/api-keys/key_1:rotate', '/api-keys/key_1:revoke']) {
        assert.match(
          told(`/saas/workspaces/ws_1${path}`, facts),
          /Keyrail can find out and settle it\. keyrail\.recover$/,
        );
      }
      for (const path of [
        '/runs',
        '/saas/workspaces/ws_1/bootstrap',
        '/saas/workspaces/api-keys-1',
      ]) {
        assert.match(
          told(path, facts),
          /It may have been carried out all the same\. Look before you try again\. keyrail\.refresh$/,
        );
      }
    }
  });

  describe('beside an operation that may have been carried out', () => {
    const claims = /nothing (was|has been|is) |not (made|sent|created|saved|started)\b/i;
    const keys = '/saas/workspaces/ws_1/api-keys/key_1:rotate';
    const silent: Partial<ApiErrorFacts>[] = [
      ...['ECONNREFUSED', 'ENETUNREACH', 'EHOSTUNREACH', 'EADDRNOTAVAIL', 'ENOTFOUND', 'EAI_AGAIN'],
      ...['ECONNRESET', 'EPROTO', 'HPE_INVALID_CONSTANT', 'ERR_SSL_WRONG_VERSION_NUMBER'],
      ...['CERT_HAS_EXPIRED', 'ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED'],
    ].map((code) => ({ code }));
    const others: Partial<ApiErrorFacts>[] = [
      ...(['timeout', 'aborted', 'too-large', 'redirect', 'circuit-open'] as const).map((kind) => ({
        kind,
      })),
      ...[200, 401, 403, 404, 407, 408, 425, 429, 502, 503, 511].flatMap((status) =>
        (['not-json', 'schema'] as const).map((kind) => ({ kind, status })),
      ),
      { kind: 'schema', status: 403, code: 'unreadable_refusal' },
      { kind: 'not-json', status: 200, code: 'json_cut' },
      { kind: 'refused', status: 503, code: 'storage_unavailable' },
      { kind: 'refused', status: 503, code: 'upstream_unavailable' },
      { kind: 'refused', status: 429, code: 'rate_limited', path: '/runs' },
      { kind: 'refused', status: 418 },
    ];
    const recorded = allRecordings()
      .filter(([, { response }]) => response.status >= 400)
      .map(([name]) => errorOf(name));

    it('says of no read that nothing was done or sent', () => {
      for (const facts of [...silent, ...others]) {
        const { row, happened, why } = explain(failed({ ...facts, method: 'GET' }));
        assert.doesNotMatch(`${happened} ${why}`, claims, row);
      }
    });

    it('says of every change whose earlier attempt may have arrived that it may be done', () => {
      const errors = [
        ...[...silent, ...others].map((facts) => failed({ path: keys, ...facts, method: 'POST' })),
        ...recorded.filter(({ method }) => method === 'POST'),
      ];
      // These say what became of it in their own words.
      const known = new Set(['idempotency-conflict', 'approval-decided']);
      for (const error of errors) {
        const { row, happened, why } = explain(doubtful(error));
        if (known.has(row)) continue;
        assert.match(why, /may have been carried out/, row);
        assert.doesNotMatch(`${happened} ${why}`, claims, row);
      }
    });

    it('still says of a change that did not leave that it changed nothing', () => {
      for (const code of ['ECONNREFUSED', 'ENOTFOUND', 'CERT_HAS_EXPIRED', 'EPROTO']) {
        const { why, button } = explain(failed({ path: keys, method: 'POST', code }));
        assert.match(why, / This request changed nothing\.$/);
        assert.notEqual(button.command, 'keyrail.recover');
      }
    });

    it('offers to settle it where nobody is reached any more', () => {
      const gone = failed({ path: keys, method: 'POST', code: 'ECONNREFUSED' });
      assert.equal(explain(doubtful(gone)).button.command, 'keyrail.recover');
    });
  });

  describe('the cause', () => {
    const denied = (path: string, reason: string, method: 'GET' | 'POST' = 'GET') =>
      explain(
        failed({
          kind: 'refused',
          method,
          path,
          status: 403,
          code: 'tenant_access_denied',
          reason,
        }),
      );

    it('is a role only where the refusal is about one', () => {
      for (const path of [
        '/saas/workspaces',
        '/saas/admin/overview',
        '/saas/workspaces/w/api-keys',
      ]) {
        for (const reason of [
          'Organization is not active',
          'Requests from this country are blocked',
        ]) {
          const { row, why } = denied(path, reason, 'POST');
          assert.match(row, /^(not-active|forbidden)$/, path);
          assert.ok(why.includes(reason), why);
        }
      }
      const create = denied(
        '/saas/workspaces',
        'Only organization owners or admins can create',
        'POST',
      );
      assert.equal(create.row, 'organization-role-missing');
    });

    it('of a run that cannot be replayed is not that it cannot be cancelled', () => {
      const conflict = (path: string) =>
        explain(
          failed({
            kind: 'refused',
            method: 'POST',
            path,
            status: 409,
            code: 'invalid_state_transition',
            reason: 'Run cannot be replayed from its current state',
          }),
        );
      assert.equal(conflict('/runs/run_1:cancel').row, 'run-already-finished');
      assert.match(conflict('/runs/run_1/replay').why, /Run cannot be replayed/);
    });

    it('of a handshake that fails is a certificate only where one was refused here', () => {
      const rowOf = (code: string) => explain(failed({ code })).row;
      for (const code of ['CERT_HAS_EXPIRED', 'SELF_SIGNED_CERT_IN_CHAIN', 'CERT_NOT_YET_VALID']) {
        assert.equal(rowOf(code), 'certificate', code);
      }
      for (const code of ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'ERR_TLS_CERT_ALTNAME_INVALID']) {
        assert.equal(rowOf(code), 'certificate', code);
      }
      for (const code of [
        'EPROTO',
        'ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED',
        'ERR_SSL_SSLV3_ALERT_BAD_CERTIFICATE',
        'ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION',
        'ERR_SSL_UNSUPPORTED_PROTOCOL',
      ]) {
        assert.equal(rowOf(code), 'tls-refused', code);
      }
      assert.equal(rowOf('ERR_SSL_WRONG_VERSION_NUMBER'), 'no-tls-there');
      assert.equal(rowOf('HPE_INVALID_CONSTANT'), 'no-http-there');
    });

    it('of a refusal in foreign words is the headers only where somebody is not let in', () => {
      const why = (status: number) =>
        explain(failed({ kind: 'schema', status, code: 'unreadable_refusal' })).why;
      assert.match(why(403), /headers of the connection/);
      assert.match(why(404), /address may be wrong, or a rule of the gateway/);
    });
  });

  it('has no row twice and speaks in plain sentences', () => {
    const ids = explanationTable.map(({ id }) => id);
    assert.deepEqual(ids, [...new Set(ids)]);
    for (const { happened, why } of explanationTable) {
      for (const text of [happened, why]) {
        if (typeof text === 'string') assert.match(text, /^[A-Z][^!]*[.]$/);
      }
    }
  });
});
