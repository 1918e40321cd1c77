import { readFileSync, writeFileSync } from 'node:fs';

/**
 * What parts of axios ask for and Keyrail never uses, by package name. `form-data` brings a table of
 * all MIME types (137 kB) where Node has a FormData of its own, and `debug` prints request headers,
 * so credentials too, when an environment variable says so. Of axios' own files only
 * those go, whole, that no request of ours comes to: a hollowed one is one that nobody else has tested.
 */
const substitutes = {
  'form-data': 'export default globalThis.FormData;',
  // Redirects are never followed (client/transport/overHttp), so axios takes Node's own modules instead.
  'follow-redirects': 'export default {};',
  // Proxies are VS Code's (client/transport/overHttp passes `proxy: false`): axios' own are never asked.
  'https-proxy-agent': 'export default class {}',
  'proxy-from-env': "export const getProxyForUrl = () => '';",
  // Other ways to send than over Node's sockets (client/transport/overHttp) or in process (client/transport/inProcess).
  './xhr.js': 'export default false;',
  './fetch.js': 'export const getFetch = () => false;',
  // What of that one way is never taken: proxies (as above), forms, HTTP/2, progress, `data:` addresses.
  '../helpers/shouldBypassProxy.js': 'export default () => true;',
  '../helpers/Http2Sessions.js': 'export default class {}',
  '../helpers/formDataToStream.js': never('default'),
  '../helpers/AxiosTransformStream.js': never('default'),
  '../helpers/fromDataURI.js': never('default'),
  '../helpers/estimateDataURLDecodedBytes.js': never('estimateDataURLBufferAllocation'),
  // Forms as JSON, and the names of status codes, which are for whoever asks axios for them.
  './helpers/formDataToJSON.js': never('default'),
  '../helpers/formDataToJSON.js': never('default'),
  './helpers/HttpStatusCode.js': 'export default {};',
  debug: 'module.exports = () => Object.assign(() => undefined, { enabled: false });',
};

/** A module whose one export says so loudly where it is needed after all. @param {string} name */
function never(name) {
  const refusal = "throw new Error('Keyrail was built without this part of axios.')";
  return name === 'default'
    ? `export default function () { ${refusal}; }`
    : `export function ${name}() { ${refusal}; }`;
}

/** @type {import('esbuild').Plugin} */
export const substitute = {
  name: 'substitute',
  setup(build) {
    build.onResolve({ filter: /./ }, ({ path, importer }) => {
      if (!Object.hasOwn(substitutes, path)) return undefined;
      // A relative path is axios' own only where axios asks for it.
      if (path.startsWith('.') && !/[\\/]axios[\\/]/.test(importer)) return undefined;
      return { path, namespace: 'substitute', sideEffects: false };
    });
    build.onLoad({ filter: /./, namespace: 'substitute' }, ({ path }) => ({
      contents: substitutes[path],
    }));
  },
};

/**
 * CommonJS parts inside axios ask for `require`, which an ES module does not have. Given to the files
 * that ask, not to all: there are more than a hundred.
 *
 * @type {import('esbuild').Plugin}
 */
export const giveRequire = {
  name: 'give-require',
  setup(build) {
    const line =
      "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);";
    build.onEnd(({ metafile }) => {
      for (const file of Object.keys(metafile?.outputs ?? {})) {
        if (!file.endsWith('.js')) continue;
        const code = readFileSync(file, 'utf8');
        if (code.includes('typeof require')) writeFileSync(file, `${line}\n${code}`);
      }
    });
  },
};
