/*
 * In place of `proxy-from-env` and `https-proxy-agent`: proxies are VS Code's, and axios is told to use
 * none (`client/transport/overHttp` passes `proxy: false`).
 */
export const getProxyForUrl = () => '';
export default undefined;
