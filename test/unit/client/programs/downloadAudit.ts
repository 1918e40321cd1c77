import { createHttp } from '../../../../src/client/transport/http.ts';
import { openAuditDownload } from '../../../../src/client/api/auditDownload.ts';
import { writeHashed } from '../../../../src/editor/firstRun/auditFile.ts';

/*
 * Downloads the audit export of a server into a file, as the command does, and prints what came and
 * by how much the process grew meanwhile: `node downloadAudit.ts URL FILE`.
 */
const [baseUrl = '', file = ''] = process.argv.slice(2);
const http = createHttp({ baseUrl, headers: async () => ({}), timeoutMs: 30_000 });
const { bytes } = await openAuditDownload(http, 'ws_1', { format: 'jsonl' });
const before = process.memoryUsage.rss();
let most = before;
let told = 0;
const { size, sha256 } = await writeHashed(file, bytes, () => {
  told += 1;
  most = Math.max(most, process.memoryUsage.rss());
});
process.stdout.write(JSON.stringify({ size, sha256, told, grew: most - before }));
