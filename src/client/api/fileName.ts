const RESERVED = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

/**
 * The file name of a `content-disposition` header, made safe: one step, no hidden file, no
 * character that some file system refuses. `fallback` where none is given or nothing is left.
 */
export function fileName(disposition: string | undefined, fallback: string): string {
  const name = (extended(disposition) ?? plain(disposition) ?? '')
    // What follows looks back: it must not be felt, however long the name is.
    .slice(-1000)
    .replace(/^.*[/\\]/s, '')
    .replace(/[\p{C}<>:"|?*]/gu, '')
    .replace(/^[.\s]+|[.\s]+$/g, '')
    .slice(0, 120);
  return name === '' || RESERVED.test(name) ? fallback : name;
}

function plain(disposition: string | undefined): string | undefined {
  const match = /;\s*filename\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^;\s]+))/i.exec(disposition ?? '');
  return match?.[1]?.replace(/\\(.)/g, '$1') ?? match?.[2];
}

function extended(disposition: string | undefined): string | undefined {
  const encoded = /;\s*filename\*\s*=\s*utf-8''([^;\s]+)/i.exec(disposition ?? '')?.[1];
  if (encoded === undefined) return undefined;
  try {
    return decodeURIComponent(encoded);
  } catch {
    // A name that is not valid percent-encoding: the plain one or the fallback serves.
    return undefined;
  }
}
