import { createServer as createProxy } from 'node:http';
import { createServer as createTls } from 'node:https';
import { connect } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { listenOn } from '../../support/listen.ts';
import { give, send } from '../../support/relay.ts';
import { selfSigned } from './selfSigned.ts';

/** A host that only the company's proxy can reach, with a certificate that only the company trusts. */
export interface CompanyNetwork {
  readonly proxyUrl: string;
  /** To be trusted, as PEM. */
  readonly ca: string;
  /** `host:port` of every tunnel that was asked for. */
  readonly tunnels: readonly string[];
  /** `METHOD path` of every request that came out of the TLS of the host. */
  readonly requests: readonly string[];
  close(): Promise<void>;
}

/** @param target the control plane behind the host, over plain HTTP on this machine */
export async function startCompanyNetwork(host: string, target: string): Promise<CompanyNetwork> {
  const tunnels: string[] = [];
  const requests: string[] = [];
  const { cert, key } = selfSigned(host);
  const inside = createTls({ cert, key }, (request, response) => {
    requests.push(`${request.method} ${request.url}`);
    buffer(request)
      .then(async (body) => {
        give(response, await send(target, request, body));
      })
      .catch(() => response.destroy());
  });
  const tls = await listenOn(inside, 0);

  const proxy = createProxy((_request, response) => response.writeHead(502).end());
  proxy.on('connect', (request, socket, head: Buffer) => {
    tunnels.push(request.url ?? '');
    socket.on('error', () => undefined);
    if (request.url !== `${host}:443`) {
      socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
      return;
    }
    const upstream = connect(tls.port, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      upstream.write(head);
      upstream.pipe(socket);
      socket.pipe(upstream);
    });
    upstream.on('error', () => socket.destroy());
    upstream.on('close', () => socket.destroy());
    socket.on('close', () => upstream.destroy());
  });
  const listening = await listenOn(proxy, 0);
  return {
    proxyUrl: listening.url,
    ca: cert,
    tunnels,
    requests,
    async close() {
      proxy.closeAllConnections();
      inside.closeAllConnections();
      await Promise.all([listening.close(), tls.close()]);
    },
  };
}
